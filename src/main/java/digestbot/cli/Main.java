package digestbot.cli;

import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.VersionProvider;
import digestbot.cli.deliveries.DeliveriesCommand;
import digestbot.cli.doctor.DoctorCommand;
import digestbot.cli.push.PutCommand;
import digestbot.cli.push.TokenCommand;
import digestbot.cli.stats.StatsCommand;
import digestbot.cli.webhook.WebhookCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
        name = "digestbot",
        description = "Deliver daily news digests, each topic from several perspectives, to Telegram and Discord.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Success.",
            "1:The command failed, or found something wrong.",
            "2:The arguments or the configuration are wrong."
        },
        footer = {"", "Start with “digestbot try”, or with “digestbot init” for an installation of your own."},
        subcommands = {
            InitCommand.class,
            TryCommand.class,
            RunCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            PutCommand.class,
            ReleaseCommand.class,
            WithdrawCommand.class,
            BroadcastCommand.class,
            DoctorCommand.class,
            HealthCommand.class,
            StatsCommand.class,
            McpCommand.class,
            DeliveriesCommand.class,
            WebhookCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DatabaseCommand.class,
            HashPasswordCommand.class,
            TokenCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /// Runs the command that the arguments name and exits: 0 for success, 1 if the command failed
    /// or found something wrong, 2 if the arguments or the configuration are wrong.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The command line uses English texts and English number formats on every machine; readers
    /// have their own languages.
    static CommandLine commandLine() {
        Locale.setDefault(Locale.ENGLISH);
        CommandLine commandLine = ArgumentConverters.register(new CommandLine(new Main()))
                .setParameterExceptionHandler(Main::refuse)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Objects.requireNonNull(commandLine.getSubcommands().get("generate-completion"))
                .getCommandSpec()
                .usageMessage()
                .description("Print a completion script for bash and zsh.")
                .footer("", "Example:", "  source <(digestbot generate-completion)");
        return CommandGroups.register(commandLine);
    }

    private static int refuse(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        CommandOutput.printError(command, ArgumentErrors.message(wrong));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
