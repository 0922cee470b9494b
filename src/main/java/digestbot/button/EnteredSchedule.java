package digestbot.button;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A schedule that a person entered in a form and that cannot be used as it is, so that the form can
/// show it again.
///
/// @param time as it was typed, at most [#MAX_TIME] characters
public record EnteredSchedule(Kind kind, Set<DayOfWeek> days, String time) {

    /// The largest number of characters of a time, as in `07:45`.
    public static final int MAX_TIME = 5;

    private static final Pattern CODE = Pattern.compile("([iaw])(\\d{1,3})-((?:[0-9a-f]{4}){0," + MAX_TIME + "})");

    /// How digests are delivered.
    public enum Kind {
        IMMEDIATELY("i"),
        AT("a"),
        WEEKLY("w");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /// The value in a form.
        public String letter() {
            return letter;
        }

        public static Optional<Kind> of(String letter) {
            return Arrays.stream(values())
                    .filter(kind -> kind.letter.equals(letter))
                    .findFirst();
        }
    }

    public EnteredSchedule {
        days = Collections.unmodifiableSet(new TreeSet<>(days));
        time = time.substring(0, Math.min(MAX_TIME, time.length()));
    }

    /// The letter of the kind, the days as a bit mask, and the time's characters in hexadecimal, so that
    /// none of them separates fields.
    String encode() {
        int mask = days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
        return kind.letter
                + mask
                + "-"
                + time.chars().mapToObj("%04x"::formatted).collect(Collectors.joining());
    }

    /// @throws IllegalArgumentException if it is no such code
    static EnteredSchedule decode(String code) {
        Matcher read = CODE.matcher(code);
        if (!read.matches()) {
            throw new IllegalArgumentException(code);
        }
        int mask = Integer.parseInt(read.group(2));
        var time = new StringBuilder();
        for (int at = 0; at < read.group(3).length(); at += 4) {
            time.append((char) Integer.parseInt(read.group(3), at, at + 4, 16));
        }
        Set<DayOfWeek> days = Arrays.stream(DayOfWeek.values())
                .filter(day -> (mask & (1 << (day.getValue() - 1))) != 0)
                .collect(Collectors.toSet());
        return new EnteredSchedule(Kind.of(read.group(1)).orElseThrow(), days, time.toString());
    }
}
