package digestbot.cli.common;

import digestbot.health.CheckFinding.Level;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command, and how it prints. On a terminal with colours errors are red, warnings yellow and
/// successes green.
public abstract class CliCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// The command as it was parsed.
    protected final CommandLine command() {
        return spec.commandLine();
    }

    protected final void println(String line) {
        command().getOut().println(line);
    }

    /// Prints that a change was made.
    protected final void printSuccess(String message) {
        println(styled(command(), message, Style.fg_green));
    }

    /// Prints an error.
    ///
    /// @return the exit code of a command that failed
    protected final int fail(String message) {
        return printError(command(), message);
    }

    /// Wrong arguments, or a wrong configuration.
    protected final ParameterException wrong(String message) {
        return new ParameterException(command(), message);
    }

    /// The mark of a finding.
    protected final String mark(Level level) {
        IStyle style = switch (level) {
            case WELL -> Style.fg_green;
            case WARNING -> Style.fg_yellow;
            case FAILED -> Style.fg_red;
        };
        return styled(command(), level.mark(), style);
    }

    /// Prints an error of that command.
    public static int printError(CommandLine command, String message) {
        command.getErr().println(styled(command, message, Style.fg_red));
        return 1;
    }

    private static String styled(CommandLine command, String text, IStyle style) {
        return command.getColorScheme().apply(text, List.of(style)).toString();
    }

    /// A command that only groups others.
    public abstract static class Group extends CliCommand {

        /// Prints the usage.
        @Override
        public Integer call() {
            fail("Missing command.");
            command().usage(command().getErr());
            return command().getCommandSpec().exitCodeOnInvalidInput();
        }
    }
}
