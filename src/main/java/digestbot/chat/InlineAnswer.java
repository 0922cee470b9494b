package digestbot.chat;

import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import java.util.List;
import java.util.OptionalInt;

public sealed interface InlineAnswer {

    /// Views of digests to choose from, with the offset of further views if there are any.
    record Views(String language, List<SharedView> views, OptionalInt next) implements InlineAnswer {

        public Views {
            views = List.copyOf(views);
        }
    }

    /// A view of a digest, with the press that shows it in the bot.
    record SharedView(ReadAction.Show opens, String title, String description, Content content) {}

    /// A sentence in place of views; a tap on it opens the press.
    record Notice(String sentence, Action.Linkable opens) implements InlineAnswer {}

    record Silence() implements InlineAnswer {}
}
