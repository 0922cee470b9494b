package digestbot.digest.story;

import digestbot.digest.words.NewsText;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A text about an event by one outlet, or one point of a digest. `side` is the perspective's id;
/// unknown parts are empty.
public record StoryText(
        String title,
        String description,
        String language,
        String side,
        String outlet,
        @Nullable Instant time) {

    private static final Pattern EXPLAINING = Pattern.compile(
            NewsText.lines("/words/explaining").collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /// Sorts texts regardless of the order in which they were given.
    static final Comparator<StoryText> ORDER = Comparator.comparing(
                    StoryText::time, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(StoryText::title)
            .thenComparing(StoryText::description)
            .thenComparing(StoryText::language)
            .thenComparing(StoryText::side)
            .thenComparing(StoryText::outlet);

    /// Whether a title or an address belongs to an explanation, an opinion, a ticker or a quiz.
    public static boolean explains(String text) {
        return EXPLAINING.matcher(text).find();
    }
}
