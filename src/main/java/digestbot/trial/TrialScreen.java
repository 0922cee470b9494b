package digestbot.trial;

import java.util.List;
import java.util.function.IntFunction;
import org.jline.utils.AttributedString;

/// The output of `try`: a terminal in two columns or one, or a plain stream.
interface TrialScreen extends AutoCloseable {

    /// Prints a message in one platform's conversation.
    ///
    /// @param heading the author, such as “Telegram”
    /// @param lines creates the lines for a width in terminal cells
    void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> lines);

    /// Prints a line outside the conversations.
    void note(String line);

    @Override
    void close();
}
