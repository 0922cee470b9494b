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

/// Times to come as people write them, in every language that the bot has words in: `08:00`, `tomorrow 8:30`,
/// `2026-02-06 08:00`, `mon 18:00`, `18:00 on 5 feb`, `5. Februar um 8:00`, `明天 08:00`. A day is read as
/// [DateParser] does.
///
/// A time without its day is the next; a day of the week is the next on which that time is to come.
public final class TimeParser {

    private static final Pattern TIME = Pattern.compile("(?<![\\d:])(\\d{1,2}):(\\d{2})(?![\\d:])");

    /// The words that may stand between a day and a time.
    private static final Pattern BETWEEN = Pattern.compile(" (?:at|um|a las?|uhr|on|am|el)\\b| ?[,，] ?");

    private TimeParser() {}

    /// The time that the text means to somebody whose time it is now; empty if it is none, or if its day may be one
    /// of two. It may be over.
    ///
    /// @param language an IETF tag: where a name means two things, it is read in this language
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
