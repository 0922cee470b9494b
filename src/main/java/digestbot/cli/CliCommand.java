package digestbot.cli;

import digestbot.ops.health.CheckFinding.Level;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// On a terminal with colours errors are red, warnings yellow and successes green.
@Command(mixinStandardHelpOptions = true)
public abstract class CliCommand implements Callable<Integer> {

    /// Control characters for terminals, except those that set colours.
    private static final Pattern STEERING =
            Pattern.compile("\\e(?!\\[[\\d;]*m)|[\\p{Cc}&&[^\\n\\t\\e]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    protected final CommandLine command() {
        return spec.commandLine();
    }

    protected final Clock clock() {
        return ((Main) spec.root().userObject()).clock;
    }

    protected final void println(String line) {
        print(command().getOut(), line);
    }

    /// The terminal; empty if nobody is there to answer.
    protected static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// Prints the report as JSON, or else the lines.
    protected final void print(boolean json, Object report, List<String> lines) {
        (json ? List.of(JsonReport.of(report)) : lines).forEach(this::println);
    }

    protected final void printSuccess(String message) {
        println(styled(command(), message, Style.fg_green));
    }

    /// Prints an error, and returns the exit code of a command that failed.
    protected final int fail(String message) {
        return printError(command(), message);
    }

    protected final ParameterException wrong(String message) {
        return new ParameterException(command(), message);
    }

    /// Says what the command would do with `--yes`, given as a verb with its object. Returns the
    /// exit code for wrong arguments.
    protected final int unconfirmed(String act) {
        println("Nothing was changed. Add --yes to %s.".formatted(act));
        return command().getCommandSpec().exitCodeOnInvalidInput();
    }

    protected final String mark(Level level) {
        IStyle style = switch (level) {
            case WELL -> Style.fg_green;
            case WARNING -> Style.fg_yellow;
            case FAILED -> Style.fg_red;
        };
        return styled(command(), level.mark(), style);
    }

    public static int printError(CommandLine command, String message) {
        print(command.getErr(), styled(command, message, Style.fg_red));
        return 1;
    }

    private static void print(PrintWriter to, String line) {
        to.println(STEERING.matcher(line).replaceAll(""));
    }

    private static String styled(CommandLine command, String text, IStyle style) {
        return command.getColorScheme().apply(text, List.of(style)).toString();
    }

    @Command(synopsisSubcommandLabel = "COMMAND")
    public abstract static class Group extends CliCommand {

        @Override
        public Integer call() {
            fail("Missing command.");
            command().usage(command().getErr());
            return command().getCommandSpec().exitCodeOnInvalidInput();
        }
    }

    /// A number with its noun, such as “1 source” or “2,000 sources”, for nouns with a plural in s.
    protected static String counted(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
