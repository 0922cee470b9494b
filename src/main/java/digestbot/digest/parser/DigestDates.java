package digestbot.digest.parser;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the dates that authors and pipelines write.
final class DigestDates {

    /// ISO 8601 as YAML allows it: a date, or a date with a time and perhaps an offset.
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:(?:[Tt]|[ \\t]+)([01]?\\d|2[0-3]):([0-5]\\d)(?::(?:[0-5]\\d|60)(?:[.,]\\d{0,9})?)?"
            + "[ \\t]*([Zz]|[+-](?:0?\\d|1[0-8])(?::?[0-5]\\d)?)?)?");

    private static final Pattern MONTH_DAY_YEAR = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern YEAR_MONTH_DAY = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    private static final Pattern LIKE_A_DATE = Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}");

    private DigestDates() {}

    /// The day of the front matter's `date` as written, without conversion to another offset.
    static Optional<LocalDate> ofTimestamp(String text) {
        Matcher matcher = TIMESTAMP.matcher(text.strip());
        return matcher.matches() ? day(matcher.group(1), matcher.group(2), matcher.group(3)) : Optional.empty();
    }

    /// The minute of a front matter's date: midnight if it has no time, UTC if it has no offset.
    static Optional<Instant> moment(String text) {
        Matcher matcher = TIMESTAMP.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalTime time = matcher.group(4) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(Integer.parseInt(matcher.group(4)), Integer.parseInt(matcher.group(5)));
        ZoneOffset offset = Optional.ofNullable(matcher.group(6))
                .map(written -> ZoneOffset.of(written.toUpperCase(Locale.ROOT)))
                .orElse(ZoneOffset.UTC);
        return ofTimestamp(text).map(day -> day.atTime(time).toInstant(offset));
    }

    /// The day of a source: `2/5/2026` (month, day, year) or `2026-02-05`.
    static Optional<LocalDate> ofSource(String text) {
        Matcher american = MONTH_DAY_YEAR.matcher(text);
        if (american.matches()) {
            return day(american.group(3), american.group(1), american.group(2));
        }
        Matcher iso = YEAR_MONTH_DAY.matcher(text);
        return iso.matches() ? day(iso.group(1), iso.group(2), iso.group(3)) : ofTimestamp(text);
    }

    /// Tells whether the text has the form of a date, even if there is no such day.
    static boolean looksLikeDate(String text) {
        return LIKE_A_DATE.matcher(text).matches();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= 1000 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
