package digestbot.cli.push;

import digestbot.api.push.PushToken;
import digestbot.api.push.PushTokens;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.TextTable;
import digestbot.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot token list`: lists the tokens, without their secrets.
@Command(name = "list", description = "List the tokens, without their secrets.", mixinStandardHelpOptions = true)
final class TokenListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ENGLISH);

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<PushToken> tokens;
        try (Database database = configuration.openExisting(configuration.load(), TokenCommand.NO_DATABASE)) {
            tokens = new PushTokens(database, InstantSource.system()).all();
        }
        if (tokens.isEmpty()) {
            spec.commandLine().getOut().println("No tokens yet. Add one with: digestbot token add NAME");
        } else {
            table(tokens).lines().forEach(spec.commandLine().getOut()::println);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static TextTable table(List<PushToken> tokens) {
        var table = new TextTable(4, List.of("Name", "Topics", "Added", "Last used"));
        tokens.forEach(token -> table.row(List.of(
                token.name(),
                token.topics().isEmpty() ? "all" : String.join(",", new TreeSet<>(token.topics())),
                time(token.createdAt()),
                token.usedAt().map(TokenListCommand::time).orElse("never"))));
        return table;
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
