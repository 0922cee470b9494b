package digestbot.chat.common;

import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.Meaning;
import digestbot.library.archive.Library;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// A topic and a day that were typed in one line.
///
/// @param topic empty if there is none
/// @param date as typed; empty if there is none
public record TopicAndDay(String topic, String date) {

    /// The longest date has as many words, as in “el 5 de febrero de 2026”.
    private static final int MOST_WORDS = 6;

    /// Reads a topic and a date; without a date, the topic may contain it too.
    public static TopicAndDay of(CommandContext asked, Library library, String topic, String date) {
        return date.isBlank()
                ? of(
                        topic,
                        name -> library.topic(asked.transaction(), name).isPresent(),
                        asked.today(),
                        asked.language())
                : new TopicAndDay(topic.strip(), date.strip());
    }

    /// The same where the date need not be given: words alone that are none were meant for a topic.
    public static TopicAndDay maybeDated(CommandContext asked, Library library, String topic, String date) {
        TopicAndDay wish = of(asked, library, topic, date);
        return date.isBlank() && wish.topic.isEmpty() && !wish.isDated(asked.today(), asked.language())
                ? new TopicAndDay(wish.date, "")
                : wish;
    }

    /// Takes the longest date off the end or the beginning, in quotes or without. What is neither a topic nor
    /// holds a date is taken for a date.
    ///
    /// @param isTopic whether there is a topic that is called so
    static TopicAndDay of(String typed, Predicate<String> isTopic, LocalDate today, String language) {
        String line = typed.strip();
        if (line.isEmpty() || isTopic.test(line)) {
            return new TopicAndDay(line, "");
        }
        List<String> words =
                Arrays.asList(line.replaceAll("[\"“”„]", " ").strip().split("\\s+"));
        for (int length = Math.min(MOST_WORDS, words.size()); length > 0; length--) {
            int rest = words.size() - length;
            var last = new TopicAndDay(joined(words.subList(0, rest)), joined(words.subList(rest, words.size())));
            var first = new TopicAndDay(joined(words.subList(length, words.size())), joined(words.subList(0, length)));
            if (last.isDated(today, language)) {
                return last;
            }
            if (first.isDated(today, language)) {
                return first;
            }
        }
        return known(words, isTopic);
    }

    /// With what is left of a topic's name for a date that nobody understands.
    private static TopicAndDay known(List<String> words, Predicate<String> isTopic) {
        for (int length = words.size() - 1; length > 0; length--) {
            String begun = joined(words.subList(0, length));
            if (isTopic.test(begun)) {
                return new TopicAndDay(begun, joined(words.subList(length, words.size())));
            }
        }
        return new TopicAndDay("", joined(words));
    }

    private boolean isDated(LocalDate today, String language) {
        return !(DateParser.read(date, today, language) instanceof Meaning.Nothing);
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
