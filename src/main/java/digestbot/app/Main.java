package digestbot.app;

import digestbot.app.trial.TryCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    /// what was
    /// asked about, 2 if the arguments or the configuration are wrong.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: run, try, check or preview.");
    }
}
