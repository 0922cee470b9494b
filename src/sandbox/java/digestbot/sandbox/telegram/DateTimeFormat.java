package digestbot.sandbox.telegram;

import digestbot.sandbox.DeviceTime;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The moment of an entity `date_time`. The format is `r` for the time from now, or any of: `w` the
/// day of the week, `d` or `D` the day, `t` or `T` the time of day; if it is empty, clients show
/// the text. See “Date-time entity formatting” in the Bot API's documentation.
record DateTimeFormat(Instant at, String format) {

    private static final Pattern ARGUMENT = Pattern.compile("(\\d{1,10}) (r|w?[dD]?[tT]?)");

    /// Empty if the argument of the [Entity] is no moment.
    static Optional<DateTimeFormat> of(String argument) {
        Matcher read = ARGUMENT.matcher(argument);
        return read.matches()
                ? Optional.of(new DateTimeFormat(Instant.ofEpochSecond(Long.parseLong(read.group(1))), read.group(2)))
                : Optional.empty();
    }

    String shown(String text) {
        if (format.isEmpty()) {
            return text;
        }
        boolean time = format.matches(".*[tT]");
        return DeviceTime.of(at, !time || format.matches(".*[wdD].*"), time || format.equals("r"));
    }
}
