package digestbot.trial;

import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A terminal: two columns if it is wide enough, with Telegram left and Discord right, above an
/// input line.
final class TerminalScreen implements TrialScreen {

    private static final int TWO_COLUMNS_FROM = 110;
    private static final int GAP = 3;

    private final Terminal terminal;
    private final LineReader reader;

    private TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /// The terminal of the program; empty if there is none.
    static Optional<TerminalScreen> open() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TerminalScreen(TerminalBuilder.builder().dumb(false).build()));
        } catch (IOException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    /// Waits for a line to be typed; empty at the end of the input or on Ctrl-C.
    Optional<String> read() {
        try {
            return Optional.ofNullable(reader.readLine("› "));
        } catch (UserInterruptException | EndOfFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> lines) {
        int width = Math.max(40, terminal.getSize().getColumns());
        boolean columns = width >= TWO_COLUMNS_FROM;
        int room = columns ? (width - GAP) / 2 : width - 2;
        String margin = columns && pane == TypedInput.Pane.DISCORD ? " ".repeat(room + GAP) : "";
        var block = new AttributedStringBuilder();
        block.append(margin).append(heading, AttributedStyle.DEFAULT.faint().underline());
        for (AttributedString line : lines.apply(room)) {
            block.append("\n").append(margin).append(line);
        }
        reader.printAbove(block.append("\n").toAttributedString());
    }

    @Override
    public void note(String line) {
        reader.printAbove(line);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
