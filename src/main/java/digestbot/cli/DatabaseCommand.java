package digestbot.cli;

import digestbot.cli.common.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot database`: the group of commands that work on whole databases.
@Command(
        name = "database",
        description = "Copy the database, between SQLite and PostgreSQL or within one of them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = DatabaseCopyCommand.class)
final class DatabaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
