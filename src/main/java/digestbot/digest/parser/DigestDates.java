package digestbot.digest.parser;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class DigestDates {

    /// An ISO 8601 date as YAML allows it, with an optional time and offset.
    private static final Pattern TIMESTAMP = Pattern.compile("(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})"
            + "(?:(?:[Tt]|[ \\t]+)([01]?\\d|2[0-3]):([0-5]\\d)(?::(?:[0-5]\\d|60)(?:[.,]\\d{0,9})?)?"
            + "[ \\t]*(?:[Zz]|([+-])(0?\\d|1[0-8])(?::?([0-5]\\d))?)?)?");

    /// A date whose order of day and month depends on the region.
    private static final Pattern REGIONAL = Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})");

    /// A date with dots, in which the day comes first.
    private static final Pattern DOTTED =
            Pattern.compile("(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\. ?(?<year>\\d{4})");

    private static final Pattern YEAR_FIRST = Pattern.compile(
            "(?<year>\\d{4})(?:[-/.] ?|[年년] ?)(?<month>\\d{1,2})(?:[-/.] ?|[月월] ?)(?<day>\\d{1,2})[日일.]?");
    private static final Pattern LIKE_A_DATE = Pattern.compile("\\d{1,4}[-/.] ?\\d{1,2}[-/.] ?\\d{1,4}\\.?");

    /// The largest offset from UTC that Java accepts: 18 hours.
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private DigestDates() {}

    /// The day of the front matter's `date` as written, without conversion to another offset.
    static Optional<LocalDate> ofTimestamp(String text) {
        return day(text.strip(), TIMESTAMP);
    }

    /// The day according to the first form that matches the text.
    private static Optional<LocalDate> day(String text, Pattern... forms) {
        return Arrays.stream(forms)
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(found -> day(found.group("year"), found.group("month"), found.group("day")));
    }

    /// The minute of a front matter's date. A missing time means midnight; a missing offset means
    /// UTC.
    static Optional<Instant> moment(String text) {
        Matcher matcher = TIMESTAMP.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalTime time = matcher.group(4) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(Integer.parseInt(matcher.group(4)), Integer.parseInt(matcher.group(5)));
        int sign = "-".equals(matcher.group(6)) ? -1 : 1;
        int minutes = number(matcher.group(7)) * 60 + number(matcher.group(8));
        if (minutes > MAX_OFFSET_MINUTES) {
            return Optional.empty();
        }
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(sign * minutes * 60);
        return ofTimestamp(text).map(day -> day.atTime(time).toInstant(offset));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /// The date of a source: `2/5/2026` in the region's order, `5.2.2026`, `2026-02-05` or
    /// `2026年2月5日`, in the digits of any script.
    static Optional<LocalDate> ofSource(String written, DateOrder order) {
        String text = withAsciiDigits(written);
        Matcher regional = REGIONAL.matcher(text);
        if (regional.matches()) {
            String first = regional.group(1);
            String second = regional.group(3);
            return switch (order) {
                case MONTH_FIRST -> day(regional.group(4), first, second);
                case DAY_FIRST -> day(regional.group(4), second, first);
            };
        }
        return day(text.strip(), DOTTED, YEAR_FIRST, TIMESTAMP);
    }

    /// Whether the text has the form of a date, even if the date does not exist.
    static boolean looksLikeDate(String written) {
        String text = withAsciiDigits(written);
        return LIKE_A_DATE.matcher(text).matches()
                || YEAR_FIRST.matcher(text).matches()
                || TIMESTAMP.matcher(text).matches();
    }

    private static String withAsciiDigits(String text) {
        StringBuilder ascii = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f && Character.isDigit(c)) {
                ascii = ascii == null ? new StringBuilder(text) : ascii;
                ascii.setCharAt(i, (char) ('0' + Character.digit(c, 10)));
            }
        }
        return ascii == null ? text : ascii.toString();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= 1000 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The order of day and month in dates such as 5/2/2026, set by the front matter's `dates`.
    enum DateOrder {
        MONTH_FIRST("month-first", "month/day/year"),
        DAY_FIRST("day-first", "day/month/year");

        private final String key;
        private final String form;

        DateOrder(String key, String form) {
            this.key = key;
            this.form = form;
        }

        static Optional<DateOrder> of(String key) {
            return Arrays.stream(values())
                    .filter(order -> order.key.equalsIgnoreCase(key))
                    .findFirst();
        }

        String key() {
            return key;
        }

        String form() {
            return form;
        }

        DateOrder other() {
            return this == MONTH_FIRST ? DAY_FIRST : MONTH_FIRST;
        }
    }
}
