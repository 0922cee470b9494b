package digestbot.cli.site;

import digestbot.cli.common.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot site`: the group of commands about the public site.
@Command(
        name = "site",
        description = "Write the public site as files for any web host.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = SiteBuildCommand.class)
public final class SiteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
