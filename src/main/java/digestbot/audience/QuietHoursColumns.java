package digestbot.audience;

import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [QuietHours] as the columns `quiet_from`, `quiet_to` (local times `HH:MM`, null for none) and
/// `quiet_mode`.
public final class QuietHoursColumns {

    private QuietHoursColumns() {}

    /// Reads the columns.
    public static Optional<QuietHours> quiet(@Nullable String from, @Nullable String to, String mode) {
        return from == null || to == null
                ? Optional.empty()
                : QuietHours.between(LocalTime.parse(from), LocalTime.parse(to), QuietHours.Mode.of(mode));
    }
}
