package digestbot.subscription;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/// When a subscriber wants to receive a topic.
public sealed interface When {

    /// As soon as a digest is published.
    record AtOnce() implements When {}

    /// At a local time on the chosen days.
    ///
    /// @param days at least one
    record At(LocalTime time, Set<DayOfWeek> days) implements When {
        public At {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("no day is chosen");
            }
        }
    }
}
