package digestbot.i18n;

import digestbot.i18n.DateParser.ParsedDate;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses future times as people write them, in every language of the bot: `08:00`, `tomorrow
/// 8:30`, `2026-02-06 08:00`, `mon 18:00`, `18:00 on 5 feb`, `5. Februar um 8:00`, `明天 08:00`. Days
/// are parsed by [DateParser].
///
/// A time without a day is the next one; a day of the week is the next one on which that time is
/// still in the future.
public final class TimeParser {

    private static final Pattern TIME = Pattern.compile("(?<![\\d:])(\\d{1,2}):(\\d{2})(?![\\d:])");

    /// The words that may separate a day and a time.
    private static final Pattern BETWEEN = Pattern.compile(" (?:at|um|a las?|uhr|on|am|el)\\b| ?[,，] ?");

    private TimeParser() {}

    /// The time that the text means at the given current time; empty if it is not a time, or if its
    /// day is ambiguous. The time may be in the past.
    ///
    /// @param language an IETF tag: the language that takes precedence for ambiguous names
    public static Optional<LocalDateTime> next(String typed, LocalDateTime now, String language) {
        String text = DateParser.normalized(typed);
        Matcher found = TIME.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        String before = text.substring(0, found.start());
        String after = text.substring(found.end());
        String day = BETWEEN.matcher(" " + before + " " + after + " ")
                .replaceAll(" ")
                .replaceAll(" +", " ")
                .strip();
        return time(found).flatMap(time -> on(day, time, now, language));
    }

    private static Optional<LocalTime> time(Matcher found) {
        try {
            return Optional.of(LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> on(String day, LocalTime time, LocalDateTime now, String language) {
        LocalDate today = now.toLocalDate();
        boolean over = !today.atTime(time).isAfter(now);
        if (day.isEmpty()) {
            return Optional.of((over ? today.plusDays(1) : today).atTime(time));
        }
        Optional<DayOfWeek> weekday = DateNames.of(language).weekday(day);
        LocalDate from = over && weekday.isPresent() ? today.plusDays(1) : today;
        return DateParser.next(day, from, language) instanceof ParsedDate.Day(LocalDate date)
                ? Optional.of(date.atTime(time))
                : Optional.empty();
    }
}
