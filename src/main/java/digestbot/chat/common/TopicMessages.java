package digestbot.chat.common;

import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.digest.Topic;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Texts about topics in general.
public final class TopicMessages {

    private static final int MOST_NAMED = 4;

    private TopicMessages() {}

    /// The text for a day on which none of the topics has a digest.
    public static String noDigest(CommandContext asked, List<LibraryTopic> topics, LocalDate day) {
        Texts words = asked.words();
        if (day.isAfter(asked.today())) {
            return words.say(DatePhrase.FUTURE_DATE, words.day(day));
        }
        String names = topics.stream()
                .limit(MOST_NAMED)
                .map(topic -> topic.topic().name())
                .collect(Collectors.joining(", "));
        return words.say(
                topics.size() == 1 ? DigestPhrase.NO_DIGEST_ON : DigestPhrase.NO_DIGESTS_ON, names, words.day(day));
    }

    /// The answer to a topic that does not exist.
    public static Content unknown(CommandContext asked, String typed, List<LibraryTopic> all) {
        Texts words = asked.words();
        if (all.isEmpty()) {
            return Replies.text(words, words.say(SubscriptionPhrase.NO_TOPICS));
        }
        List<String> names = new ArrayList<>();
        all.forEach(topic -> {
            names.add(topic.topic().id());
            names.add(topic.topic().name());
        });
        String echo = Replies.echo(typed);
        Optional<String> meant = ClosestMatch.to(echo, names).map(near -> name(all, near));
        String text = meant.map(name -> words.say(SubscriptionPhrase.UNKNOWN_TOPIC_MEANT, echo, name))
                .orElseGet(() -> words.say(SubscriptionPhrase.UNKNOWN_TOPIC, echo));
        return Replies.text(
                text, List.of(List.of(Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)))));
    }

    /// The name of the topic with that id or name.
    private static String name(List<LibraryTopic> all, String idOrName) {
        return all.stream()
                .map(LibraryTopic::topic)
                .filter(topic -> topic.id().equals(idOrName))
                .map(Topic::name)
                .findFirst()
                .orElse(idOrName);
    }
}
