package digestbot.subscription;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [When] as the columns `at` (local time `HH:MM`, null for at once) and `days` (bit 0 is Monday).
public final class WhenColumns {

    private static final int EVERY_DAY = 127;

    private WhenColumns() {}

    /// What the two columns say.
    public static When when(@Nullable String at, int days) {
        return at == null
                ? new When.AtOnce()
                : new When.At(
                        LocalTime.parse(at),
                        Arrays.stream(DayOfWeek.values())
                                .filter(day -> (days & bit(day)) != 0)
                                .collect(Collectors.toSet()));
    }

    static Optional<String> at(When when) {
        return switch (when) {
            case When.AtOnce() -> Optional.empty();
            case When.At at -> Optional.of(at.time().toString());
        };
    }

    static int days(When when) {
        return switch (when) {
            case When.AtOnce() -> EVERY_DAY;
            case When.At at -> at.days().stream().mapToInt(WhenColumns::bit).sum();
        };
    }

    private static int bit(DayOfWeek day) {
        return 1 << (day.getValue() - 1);
    }
}
