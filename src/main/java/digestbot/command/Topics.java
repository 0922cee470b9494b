package digestbot.command;

import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.library.KnownTopic;
import digestbot.text.Nearest;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is said about topics in general.
final class Topics {

    private static final int MOST_NAMED = 4;

    private Topics() {}

    /// What is said where none of the topics has a digest of the day.
    static String noDigest(Asked asked, List<KnownTopic> topics, LocalDate day) {
        Words words = asked.words();
        if (day.isAfter(asked.today())) {
            return words.say(Phrase.FUTURE_DATE, words.day(day));
        }
        String names = topics.stream()
                .limit(MOST_NAMED)
                .map(topic -> topic.topic().name())
                .collect(Collectors.joining(", "));
        return words.say(topics.size() == 1 ? Phrase.NO_DIGEST_ON : Phrase.NO_DIGESTS_ON, names, words.day(day));
    }

    /// What is said to a topic that does not exist.
    static Content unknown(Asked asked, String typed, List<KnownTopic> all) {
        Words words = asked.words();
        if (all.isEmpty()) {
            return Say.text(words, words.say(Phrase.NO_TOPICS));
        }
        List<String> names = new ArrayList<>();
        all.forEach(topic -> {
            names.add(topic.topic().id());
            names.add(topic.topic().name());
        });
        String echo = Say.echo(typed);
        Optional<String> meant = Nearest.to(echo, names);
        String text = meant.map(name -> words.say(Phrase.UNKNOWN_TOPIC_MEANT, echo, name))
                .orElseGet(() -> words.say(Phrase.UNKNOWN_TOPIC, echo));
        return Say.text(text, List.of(List.of(Say.button(words, Phrase.TOPICS_BUTTON, new Press.Topics(0)))));
    }
}
