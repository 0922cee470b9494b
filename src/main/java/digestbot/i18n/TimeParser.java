package digestbot.i18n;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses times of day as people write them.
public final class TimeParser {

    private static final int HOURS_A_DAY = 24;
    private static final int MINUTES_AN_HOUR = 60;

    private static final Pattern TIME_OF_DAY = Pattern.compile("(\\d{1,2})(?:[:.h]?(\\d{2}))?h?");

    private TimeParser() {}

    /// The time of day that the text means: `07:45`, `7.45`, `745`, `7h45` or `7`; empty if it is none.
    public static Optional<LocalTime> timeOfDay(String typed) {
        Matcher found = TIME_OF_DAY.matcher(DateParser.normalized(typed));
        if (!found.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(found.group(1));
        int minute = Integer.parseInt(Optional.ofNullable(found.group(2)).orElse("0"));
        return hour < HOURS_A_DAY && minute < MINUTES_AN_HOUR
                ? Optional.of(LocalTime.of(hour, minute))
                : Optional.empty();
    }
}
