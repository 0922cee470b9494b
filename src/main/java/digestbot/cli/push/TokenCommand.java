package digestbot.cli.push;

import digestbot.cli.common.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot token`: the group of commands for the tokens with which digests are pushed.
@Command(
        name = "token",
        description = "Add, list and remove the tokens with which digests are pushed.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {TokenAddCommand.class, TokenListCommand.class, TokenRemoveCommand.class})
public final class TokenCommand implements Callable<Integer> {

    /// The consequence of a missing database.
    static final String NO_DATABASE = "Tokens are stored there.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
