package digestbot.chat;

import digestbot.i18n.DateParser;
import digestbot.library.archive.Library;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// A topic and a day that were typed in one line. Each is empty if it is missing; the date is as
/// typed.
public record TopicAndDay(String topic, String date) {

    /// Parses a topic and a date; without a date, the topic may include it.
    public static TopicAndDay of(CommandContext context, Library library, String topic, String date) {
        return date.isBlank()
                ? of(topic, library.isTopic(context.transaction()), isDay(context))
                : new TopicAndDay(topic.strip(), date.strip());
    }

    /// The same with an optional date: words that are neither a topic nor a date are taken as a
    /// topic.
    public static TopicAndDay withOptionalDate(CommandContext context, Library library, String topic, String date) {
        TopicAndDay wish = of(context, library, topic, date);
        return date.isBlank() && wish.topic.isEmpty() && !isDay(context).test(wish.date)
                ? new TopicAndDay(wish.date, "")
                : wish;
    }

    private static Predicate<String> isDay(CommandContext context) {
        return word -> DateParser.parse(word, context.today(), context.texts()).isPresent();
    }

    /// Splits off a date at the end or the beginning. A text that is not a topic and contains no date
    /// is taken as a date.
    static TopicAndDay of(String typed, Predicate<String> isTopic, Predicate<String> isDay) {
        String line = typed.strip();
        if (line.isEmpty() || isTopic.test(line)) {
            return new TopicAndDay(line, "");
        }
        List<String> words =
                Arrays.asList(line.replaceAll("[\"“”„]", " ").strip().split("\\s+"));
        if (isDay.test(words.getLast())) {
            return new TopicAndDay(joined(words.subList(0, words.size() - 1)), words.getLast());
        }
        if (isDay.test(words.getFirst())) {
            return new TopicAndDay(joined(words.subList(1, words.size())), words.getFirst());
        }
        return topicThenUnparsedDate(words, isTopic);
    }

    /// Splits off a topic at the beginning and takes the rest as a date that could not be parsed.
    private static TopicAndDay topicThenUnparsedDate(List<String> words, Predicate<String> isTopic) {
        for (int length = words.size() - 1; length > 0; length--) {
            String begun = joined(words.subList(0, length));
            if (isTopic.test(begun)) {
                return new TopicAndDay(begun, joined(words.subList(length, words.size())));
            }
        }
        return new TopicAndDay("", joined(words));
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
