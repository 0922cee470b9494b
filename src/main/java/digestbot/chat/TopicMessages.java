package digestbot.chat;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SubscribeAction;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

public final class TopicMessages {

    private static final int MAX_NAMED = 4;

    private TopicMessages() {}

    public static String noDigest(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        Texts texts = context.texts();
        if (day.isAfter(context.today())) {
            return texts.format("future-date", texts.day(day));
        }
        String names = texts.list(
                topics.stream().limit(MAX_NAMED).map(topic -> topic.name()).toList());
        return texts.format(topics.size() == 1 ? "no-digest-on" : "no-digests-on", names, texts.day(day));
    }

    /// The answer to a topic that does not exist, with a button that does the same for the topic
    /// that was probably meant; without it if `offer` has none.
    public static Content unknown(
            CommandContext context,
            String typed,
            List<LibraryTopic> all,
            Function<LibraryTopic, Optional<Button>> offer) {
        Texts texts = context.texts();
        if (all.isEmpty()) {
            return ReplyFactory.text(texts, texts.format("no-topics"));
        }
        String echo = ReplyFactory.quoteInput(typed);
        Optional<LibraryTopic> meant = meant(echo, all);
        String text = meant.map(topic -> texts.format("unknown-topic-meant", echo, topic.name()))
                .orElseGet(() -> texts.format("unknown-topic", echo));
        List<Button> buttons = new ArrayList<>();
        meant.flatMap(offer).ifPresent(buttons::add);
        buttons.add(ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
        return ReplyFactory.text(text, List.of(buttons));
    }

    private static Optional<LibraryTopic> meant(String typed, List<LibraryTopic> all) {
        Map<String, LibraryTopic> byName = new LinkedHashMap<>();
        all.forEach(topic -> {
            byName.putIfAbsent(topic.id(), topic);
            byName.putIfAbsent(topic.name(), topic);
        });
        return ClosestMatch.find(typed, byName.keySet()).map(byName::get);
    }
}
