package digestbot.chat.common;

import digestbot.action.Action;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Buttons that show the same view for other topics.
public final class OtherTopicButtons {

    private static final int MAX_TOPICS = 6;

    private OtherTopicButtons() {}

    /// Adds buttons for other topics below the content of one. Their labels say so, because a
    /// topic's name could be that of a view.
    ///
    /// @param press empty if that topic has nothing to show
    public static Content below(
            Texts texts, Content content, List<LibraryTopic> others, Function<LibraryTopic, Optional<Action>> press) {
        List<Button> row = others.stream()
                .flatMap(other -> press.apply(other).stream()
                        .map(asked -> Button.callback(
                                Replies.label(texts.format(
                                        "other-topic-button", other.topic().name())),
                                asked)))
                .limit(MAX_TOPICS)
                .toList();
        return content.withAdditions(ViewAdditions.withButtons(Replies.inPairs(row)));
    }
}
