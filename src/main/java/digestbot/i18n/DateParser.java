package digestbot.i18n;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Parses a day as people type it: an ISO date, or in their language “today”, “yesterday” or the name
/// of a weekday, which means the most recent one, including today. Case and accents do not matter.
public final class DateParser {

    private static final List<TextStyle> STYLES = List.of(TextStyle.FULL, TextStyle.SHORT);
    private static final int ISO_LENGTH = "2026-02-05".length();

    private DateParser() {}

    /// The day may be in the future.
    public static Optional<LocalDate> parse(String typed, LocalDate today, Texts texts) {
        String day = plain(typed);
        if (day.equals(plain(texts.format("command-today")))) {
            return Optional.of(today);
        }
        if (day.equals(plain(texts.format("command-yesterday")))) {
            return Optional.of(today.minusDays(1));
        }
        Locale locale = Locale.forLanguageTag(texts.language());
        Optional<DayOfWeek> weekday = Arrays.stream(DayOfWeek.values())
                .filter(each ->
                        STYLES.stream().anyMatch(style -> day.equals(plain(each.getDisplayName(style, locale)))))
                .findFirst();
        return weekday.isPresent()
                ? weekday.map(TemporalAdjusters::previousOrSame).map(today::with)
                : isoDate(day);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replace(".", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static Optional<LocalDate> isoDate(String text) {
        try {
            return Optional.of(text).filter(date -> date.length() == ISO_LENGTH).map(LocalDate::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
