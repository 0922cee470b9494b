package digestbot.audience;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [DeliverySchedule] as the columns `at` (local time `HH:MM`; null for immediate delivery) and
/// `days` (bit 0 is Monday; bit 7 stands for a weekly round-up on that day).
public final class DeliveryScheduleColumns {

    private static final int EVERY_DAY = 127;
    private static final int ROUND_UP = 128;

    private DeliveryScheduleColumns() {}

    /// Reads the two columns.
    public static DeliverySchedule when(@Nullable String at, int days) {
        if (at == null) {
            return new DeliverySchedule.Immediately();
        }
        var time = LocalTime.parse(at);
        Set<DayOfWeek> chosen = Arrays.stream(DayOfWeek.values())
                .filter(day -> (days & bit(day)) != 0)
                .collect(Collectors.toSet());
        return days < ROUND_UP
                ? new DeliverySchedule.At(time, chosen)
                : new DeliverySchedule.Weekly(time, chosen.iterator().next());
    }

    /// The condition that a subscription wants round-ups.
    ///
    /// @param subscription the alias of its row in the statement
    public static String isRoundUp(String subscription) {
        return subscription + ".days >= " + ROUND_UP;
    }

    static Optional<String> at(DeliverySchedule when) {
        return when.timeOfDay().map(LocalTime::toString);
    }

    static int days(DeliverySchedule when) {
        return switch (when) {
            case DeliverySchedule.Immediately() -> EVERY_DAY;
            case DeliverySchedule.At(LocalTime _, Set<DayOfWeek> days) ->
                days.stream().mapToInt(DeliveryScheduleColumns::bit).sum();
            case DeliverySchedule.Weekly(LocalTime _, DayOfWeek day) -> ROUND_UP | bit(day);
        };
    }

    private static int bit(DayOfWeek day) {
        return 1 << (day.getValue() - 1);
    }
}
