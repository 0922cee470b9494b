package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Framing;
import digestbot.edition.Press;
import digestbot.library.KnownTopic;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Buttons to the same of other topics, below what is shown of one.
final class OtherTopics {

    private static final int MOST = 6;

    private OtherTopics() {}

    /// @param press what a topic's button asks for; empty where there is nothing to show
    static Content below(Content content, List<KnownTopic> others, Function<KnownTopic, Optional<Press>> press) {
        List<Button> row = others.stream()
                .flatMap(other -> press.apply(other).stream()
                        .map(asked -> Button.ask(Say.label(other.topic().name()), asked)))
                .limit(MOST)
                .toList();
        return content.framed(Framing.above(Say.inPairs(row)));
    }
}
