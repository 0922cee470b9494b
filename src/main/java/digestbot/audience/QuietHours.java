package digestbot.audience;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The local hours at whose end everything that is due in them arrives; they may cross midnight,
/// and follow local time across clock changes.
public record QuietHours(LocalTime from, LocalTime to) {

    /// Refuses equal times, because they mean no quiet hours.
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours from " + from + " to " + to + " are none");
        }
    }

    public static Optional<QuietHours> between(LocalTime from, LocalTime to) {
        return from.equals(to) ? Optional.empty() : Optional.of(new QuietHours(from, to));
    }

    /// Whether the local time is within the quiet hours; the end is exclusive.
    public boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }

    public boolean contains(Instant time, ZoneId zone) {
        return contains(LocalTime.ofInstant(time, zone));
    }

    /// The first moment at or after `time` that is outside the quiet hours.
    public Instant endAfter(Instant time, ZoneId zone) {
        Instant at = time;
        while (contains(at, zone)) {
            at = untilTheClockChanges(at, zone);
        }
        return at;
    }

    /// The end of the quiet hours or the next clock change, whichever comes first; a clock change
    /// may end or prolong them.
    private Instant untilTheClockChanges(Instant time, ZoneId zone) {
        ZonedDateTime here = time.atZone(zone);
        LocalDateTime end = here.toLocalDate().atTime(to);
        Instant over = (here.toLocalTime().isBefore(to) ? end : end.plusDays(1)).toInstant(here.getOffset());
        ZoneOffsetTransition change = zone.getRules().nextTransition(time);
        return change != null && change.getInstant().isBefore(over) ? change.getInstant() : over;
    }

    /// Reads the columns `quiet_from` and `quiet_to`.
    public static Optional<QuietHours> quiet(@Nullable String from, @Nullable String to) {
        return from == null || to == null ? Optional.empty() : between(LocalTime.parse(from), LocalTime.parse(to));
    }
}
