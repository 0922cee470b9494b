package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.library.KnownTopic;
import digestbot.text.Nearest;
import digestbot.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said about topics in general.
final class Topics {

    private Topics() {}

    /// What is said to a topic that does not exist.
    static Content unknown(Asked asked, String typed, List<KnownTopic> all) {
        if (all.isEmpty()) {
            return Say.text(asked.words().say(Phrase.NO_TOPICS));
        }
        List<String> names = new ArrayList<>();
        all.forEach(topic -> {
            names.add(topic.topic().id());
            names.add(topic.topic().name());
        });
        Optional<String> meant = Nearest.to(typed, names);
        String text = meant.map(name -> asked.words().say(Phrase.UNKNOWN_TOPIC_MEANT, typed, name))
                .orElseGet(() -> asked.words().say(Phrase.UNKNOWN_TOPIC, typed));
        return Say.text(
                text, List.of(List.of(Button.ask(asked.words().say(Phrase.TOPICS_BUTTON), new Press.Topics(0)))));
    }
}
