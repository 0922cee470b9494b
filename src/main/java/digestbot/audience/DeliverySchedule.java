package digestbot.audience;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/// The time at which a subscriber wants to receive a topic.
public sealed interface DeliverySchedule {

    /// The time of day; empty for immediate delivery.
    default Optional<LocalTime> timeOfDay() {
        return switch (this) {
            case Immediately() -> Optional.empty();
            case At(LocalTime time, Set<DayOfWeek> _) -> Optional.of(time);
            case Weekly(LocalTime time, DayOfWeek _) -> Optional.of(time);
        };
    }

    /// As soon as a digest is published.
    record Immediately() implements DeliverySchedule {}

    /// At a local time on the chosen days.
    ///
    /// @param days at least one
    record At(LocalTime time, Set<DayOfWeek> days) implements DeliverySchedule {
        public At {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("no day is chosen");
            }
        }
    }

    /// A whole week as one round-up, at a local time on one day.
    record Weekly(LocalTime time, DayOfWeek day) implements DeliverySchedule {}
}
