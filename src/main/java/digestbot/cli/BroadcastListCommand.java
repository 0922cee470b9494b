package digestbot.cli;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot broadcast list`: the newest broadcasts, and how far they are.
@Command(name = "list", description = "List the newest broadcasts.", mixinStandardHelpOptions = true)
final class BroadcastListCommand implements Callable<Integer> {

    private static final int LIST_LIMIT = 20;
    private static final int MAX_EXCERPT = 60;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        PrintWriter out = spec.commandLine().getOut();
        try (Database database = configuration.openExisting(config, "There are no broadcasts.")) {
            BroadcastModule services = BroadcastCommand.services(config, database);
            database.read(transaction -> lines(transaction, services)).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static List<String> lines(Transaction transaction, BroadcastModule services) {
        List<Broadcast> newest = services.broadcasts().newest(transaction, Long.MAX_VALUE, LIST_LIMIT);
        return newest.isEmpty()
                ? List.of("No broadcasts yet. Send one with: digestbot broadcast send FILE --yes")
                : newest.stream()
                        .map(broadcast -> "%d  %s  “%s”"
                                .formatted(
                                        broadcast.number(),
                                        progress(transaction, services, broadcast),
                                        TextShortener.shorten(
                                                MAX_EXCERPT, broadcast.text().replaceAll("\\s+", " "))))
                        .toList();
    }

    private static String progress(Transaction transaction, BroadcastModule services, Broadcast broadcast) {
        String state = broadcast.state().name().toLowerCase(Locale.ROOT);
        return broadcast
                .sendState()
                .map(_ -> state + ": " + services.reporter().line(transaction, broadcast, BroadcastCommand.TEXTS))
                .or(() -> broadcast.sendAt().map(at -> state + " for " + BroadcastCommand.moment(at)))
                .orElse(state);
    }
}
