package digestbot.audience;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public sealed interface DeliverySchedule {

    /// SQL for the schedule of subscription `s` of subscriber `u`: the subscription's own, which has
    /// days, or else the chat's.
    String AT = "CASE WHEN s.days IS NULL THEN u.at ELSE s.at END";

    String DAYS = "coalesce(s.days, u.days)";

    /// The column of the days: a bit for each, and one more for round-ups.
    int EVERY_DAY = 127;

    int ROUND_UP = 128;

    /// The SQL condition that `s` wants round-ups.
    String IS_ROUND_UP = DAYS + " >= " + ROUND_UP;

    default Optional<LocalTime> timeOfDay() {
        return switch (this) {
            case Immediately() -> Optional.empty();
            case At(LocalTime time, Set<DayOfWeek> _) -> Optional.of(time);
            case Weekly(LocalTime time, DayOfWeek _) -> Optional.of(time);
        };
    }

    record Immediately() implements DeliverySchedule {}

    /// Delivery at a local time on the chosen days, at least one.
    record At(LocalTime time, Set<DayOfWeek> days) implements DeliverySchedule {
        public At {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("no day is chosen");
            }
        }
    }

    /// Delivery of a whole week as one round-up, at a local time on one day.
    record Weekly(LocalTime time, DayOfWeek day) implements DeliverySchedule {}

    /// Reads the columns `at` and `days`.
    static DeliverySchedule when(@Nullable String at, int days) {
        if (at == null) {
            return new Immediately();
        }
        var time = LocalTime.parse(at);
        Set<DayOfWeek> chosen = Arrays.stream(DayOfWeek.values())
                .filter(day -> (days & bit(day)) != 0)
                .collect(Collectors.toSet());
        return days < ROUND_UP
                ? new At(time, chosen)
                : new Weekly(time, chosen.iterator().next());
    }

    static Optional<String> at(DeliverySchedule when) {
        return when.timeOfDay().map(LocalTime::toString);
    }

    static int days(DeliverySchedule when) {
        return switch (when) {
            case Immediately() -> EVERY_DAY;
            case At(LocalTime _, Set<DayOfWeek> days) ->
                days.stream().mapToInt(DeliverySchedule::bit).sum();
            case Weekly(LocalTime _, DayOfWeek day) -> ROUND_UP | bit(day);
        };
    }

    private static int bit(DayOfWeek day) {
        return 1 << (day.getValue() - 1);
    }
}
