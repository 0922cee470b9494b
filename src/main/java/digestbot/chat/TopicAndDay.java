package digestbot.chat;

import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.ParsedDate;
import digestbot.library.archive.Library;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// A topic and a day that were typed in one line. Each is empty if it is missing; the date is as
/// typed.
public record TopicAndDay(String topic, String date) {

    /// The number of words of the longest date, such as “el 5 de febrero de 2026”.
    private static final int MAX_WORDS = 6;

    /// Parses a topic and a date; without a date, the topic may include it.
    public static TopicAndDay of(CommandContext context, Library library, String topic, String date) {
        return date.isBlank()
                ? of(topic, library.isTopic(context.transaction()), context.today(), context.language())
                : new TopicAndDay(topic.strip(), date.strip());
    }

    /// The same with an optional date: words that are neither a topic nor a date are taken as a
    /// topic.
    public static TopicAndDay withOptionalDate(CommandContext context, Library library, String topic, String date) {
        TopicAndDay wish = of(context, library, topic, date);
        return date.isBlank() && wish.topic.isEmpty() && !wish.hasDate(context.today(), context.language())
                ? new TopicAndDay(wish.date, "")
                : wish;
    }

    /// Splits off the longest date at the end or the beginning. A text that is not a topic and
    /// contains no date is taken as a date.
    static TopicAndDay of(String typed, Predicate<String> isTopic, LocalDate today, String language) {
        String line = typed.strip();
        if (line.isEmpty() || isTopic.test(line)) {
            return new TopicAndDay(line, "");
        }
        List<String> words =
                Arrays.asList(line.replaceAll("[\"“”„]", " ").strip().split("\\s+"));
        for (int length = Math.min(MAX_WORDS, words.size()); length > 0; length--) {
            int rest = words.size() - length;
            var last = new TopicAndDay(joined(words.subList(0, rest)), joined(words.subList(rest, words.size())));
            var first = new TopicAndDay(joined(words.subList(length, words.size())), joined(words.subList(0, length)));
            if (last.hasDate(today, language)) {
                return last;
            }
            if (first.hasDate(today, language)) {
                return first;
            }
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

    private boolean hasDate(LocalDate today, String language) {
        return !(DateParser.read(date, today, language) instanceof ParsedDate.Nothing);
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
