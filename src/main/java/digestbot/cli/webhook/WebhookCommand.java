package digestbot.cli.webhook;

import digestbot.cli.common.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot webhook`: the group of commands about webhooks.
@Command(
        name = "webhook",
        description = "List the configured webhooks, test one, or send failed events again.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {WebhookListCommand.class, WebhookTestCommand.class, WebhookRetryCommand.class})
public final class WebhookCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
