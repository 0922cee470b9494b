package digestbot.cli.push;

import digestbot.api.push.PushTokens;
import digestbot.audit.Actor;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.database.Database;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot token remove`: removes a token.
@Command(
        name = "remove",
        description = "Remove a token. The running bot refuses it immediately.",
        mixinStandardHelpOptions = true)
final class TokenRemoveCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Parameters(paramLabel = "NAME", description = "The name of the token.")
    private String name = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        boolean removed;
        try (Database database = configuration.openExisting(configuration.load(), TokenCommand.NO_DATABASE)) {
            removed = new PushTokens(database, InstantSource.system()).remove(new Actor.CommandLineUser(), name);
        }
        if (!removed) {
            return CommandOutput.printError(
                    spec.commandLine(), "Token %s not found. List them with: digestbot token list".formatted(name));
        }
        CommandOutput.printSuccess(spec.commandLine(), "Removed the token %s.".formatted(name));
        return 0;
    }
}
