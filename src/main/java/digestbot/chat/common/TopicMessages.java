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

    private static final int MAX_NAMED = 4;

    private TopicMessages() {}

    /// The text for a day without a digest of any of the topics.
    public static String noDigest(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        Texts texts = context.texts();
        if (day.isAfter(context.today())) {
            return texts.format(DatePhrase.FUTURE_DATE, texts.day(day));
        }
        String names = topics.stream()
                .limit(MAX_NAMED)
                .map(topic -> topic.topic().name())
                .collect(Collectors.joining(", "));
        return texts.format(
                topics.size() == 1 ? DigestPhrase.NO_DIGEST_ON : DigestPhrase.NO_DIGESTS_ON, names, texts.day(day));
    }

    /// The answer to a topic that does not exist.
    public static Content unknown(CommandContext context, String typed, List<LibraryTopic> all) {
        Texts texts = context.texts();
        if (all.isEmpty()) {
            return Replies.text(texts, texts.format(SubscriptionPhrase.NO_TOPICS));
        }
        List<String> names = new ArrayList<>();
        all.forEach(topic -> {
            names.add(topic.topic().id());
            names.add(topic.topic().name());
        });
        String echo = Replies.quoteInput(typed);
        Optional<String> meant = ClosestMatch.find(echo, names).map(near -> name(all, near));
        String text = meant.map(name -> texts.format(SubscriptionPhrase.UNKNOWN_TOPIC_MEANT, echo, name))
                .orElseGet(() -> texts.format(SubscriptionPhrase.UNKNOWN_TOPIC, echo));
        return Replies.text(
                text,
                List.of(List.of(Replies.button(texts, SubscriptionPhrase.TOPICS_BUTTON, new Press.ShowTopics(0)))));
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
