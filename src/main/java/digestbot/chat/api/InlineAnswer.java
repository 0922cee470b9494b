package digestbot.chat.api;

import digestbot.button.Press;
import digestbot.content.Content;
import java.util.List;
import java.util.OptionalInt;

public sealed interface InlineAnswer {

    /// Views of digests to choose from.
    ///
    /// @param language the language of the person
    /// @param next the offset of further views; empty if there are none
    record Views(String language, List<SharedView> views, OptionalInt next) implements InlineAnswer {

        public Views {
            views = List.copyOf(views);
        }
    }

    /// A view of a digest.
    ///
    /// @param opens the press that shows it in the bot
    /// @param title its topic, day and part
    /// @param description a line of its text
    record SharedView(Press.Show opens, String title, String description, Content content) {}

    /// A sentence in place of views.
    ///
    /// @param opens the press that follows a tap on the sentence
    record Notice(String sentence, Press.Linkable opens) implements InlineAnswer {}

    record Silence() implements InlineAnswer {}
}
