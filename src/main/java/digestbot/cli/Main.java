package digestbot.cli;

import digestbot.audience.Platform;
import digestbot.cli.common.Version;
import digestbot.cli.deliveries.DeliveriesCommand;
import digestbot.cli.doctor.DoctorCommand;
import digestbot.cli.stats.StatsCommand;
import digestbot.trial.TryCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line.
@Command(
        name = "digestbot",
        description = "Delivers daily news digests, as each side reports them, to Telegram and Discord.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            TryCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            BroadcastCommand.class,
            BroadcastsCommand.class,
            WithdrawCommand.class,
            ReleaseCommand.class,
            StatsCommand.class,
            HealthCommand.class,
            DeliveriesCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            HashPasswordCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /// Runs the command that the arguments name and exits: 0 if all went well, 1 if something is wrong with
    /// what was asked about, 2 if the arguments or the configuration are wrong.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// What it prints is English, its numbers too, whatever the machine speaks; readers have their own languages.
    static CommandLine commandLine() {
        Locale.setDefault(Locale.ENGLISH);
        return new CommandLine(new Main())
                .registerConverter(Platform.class, Main::platform)
                .setParameterExceptionHandler(Main::refuse)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    /// Says what is wrong; how the command is used only to those who mistyped it, not to those whose file is wrong.
    private static int refuse(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        boolean mistyped = wrong.getClass() != ParameterException.class || command.getParent() == null;
        if (mistyped && !UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: %s or %s."
                        .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast()));
    }

    private static Platform platform(String text) {
        return Arrays.stream(Platform.values())
                .filter(platform -> platform.id().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no platform “%s”; it is %s"
                        .formatted(
                                text,
                                Arrays.stream(Platform.values())
                                        .map(Platform::id)
                                        .collect(Collectors.joining(" or ")))));
    }
}
