package digestbot.cli.common;

import digestbot.health.CheckFinding.Level;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/// Prints results of a command. On a terminal with colours errors are red, warnings yellow and
/// successes green.
public final class CommandOutput {

    private CommandOutput() {}

    /// Prints an error.
    ///
    /// @return the exit code of a command that failed
    public static int printError(CommandLine command, String message) {
        command.getErr().println(styled(command, message, Style.fg_red));
        command.getErr().flush();
        return 1;
    }

    /// Prints the usage of a command that only groups others.
    ///
    /// @return the exit code for wrong arguments
    public static int printMissingCommand(CommandLine group) {
        printError(group, "Missing command.");
        group.usage(group.getErr());
        return group.getCommandSpec().exitCodeOnInvalidInput();
    }

    /// Prints that a change was made.
    public static void printSuccess(CommandLine command, String message) {
        command.getOut().println(styled(command, message, Style.fg_green));
        command.getOut().flush();
    }

    /// The mark of a finding.
    public static String mark(CommandLine command, Level level) {
        IStyle style = switch (level) {
            case WELL -> Style.fg_green;
            case WARNING -> Style.fg_yellow;
            case FAILED -> Style.fg_red;
        };
        return styled(command, level.mark(), style);
    }

    private static String styled(CommandLine command, String text, IStyle style) {
        return command.getColorScheme().apply(text, List.of(style)).toString();
    }
}
