package digestbot.trial;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntFunction;
import org.jline.utils.AttributedString;

/// Prints plain text, one message below the other, for pipes and files.
final class StreamScreen implements TrialScreen {

    private static final int WIDTH = 96;

    private final PrintStream out;

    StreamScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> lines) {
        out.println(heading);
        for (AttributedString line : lines.apply(WIDTH - 4)) {
            out.println("    " + line.toString().stripTrailing());
        }
        out.println();
        out.flush();
    }

    @Override
    public synchronized void note(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {}
}
