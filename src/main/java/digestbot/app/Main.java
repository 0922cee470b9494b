package digestbot.app;

import digestbot.app.trial.TryCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line.
@Command(
        name = "digestbot",
        description = "Delivers daily news digests, as each side reports them, to Telegram and Discord.",
        mixinStandardHelpOptions = true,
        version = "digestbot 0.1.0-SNAPSHOT",
        subcommands = {RunCommand.class, TryCommand.class, CheckCommand.class, PreviewCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /// Runs the command that the arguments name and exits: 0 if all went well, 1 if something is wrong with
    /// what was asked about, 2 if the arguments or the configuration are wrong.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        throw new ParameterException(spec.commandLine(), "Say what to do: run, try, check or preview.");
    }
}
