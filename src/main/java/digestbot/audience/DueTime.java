package digestbot.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Calculates when a digest is due to a subscriber.
///
/// With immediate delivery, a digest is due when it is published. Otherwise it is due at the first
/// chosen local day and time at or after publication, but immediately if it is published less than
/// three hours after such a time. A digest that misses a round-up is in the next one.
///
/// A local time skipped by a clock change is shifted by the gap; of an ambiguous time the first is
/// used; a day that does not exist in the zone (Apia, 30 December 2011) is skipped.
///
/// A digest due in quiet hours is due at their end.
public final class DueTime {

    /// The longest delay after which a digest is still delivered on the day that it missed.
    private static final Duration GRACE_PERIOD = Duration.ofHours(3);

    /// Clock changes can make quiet hours longer than a day, but never two days.
    private static final Duration MAX_QUIET = Duration.ofDays(2);

    private DueTime() {}

    /// The time at which a digest published at `publishedAt` is due. A result in the past means
    /// now.
    public static Instant of(DeliverySchedule when, ZoneId zone, Optional<QuietHours> quiet, Instant publishedAt) {
        return afterQuietHours(of(when, zone, publishedAt), zone, quiet);
    }

    private static Instant of(DeliverySchedule when, ZoneId zone, Instant publishedAt) {
        return switch (when) {
            case DeliverySchedule.Immediately() -> publishedAt;
            case DeliverySchedule.At at -> scheduled(at, zone, publishedAt);
            case DeliverySchedule.Weekly weekly -> firstFrom(onItsDay(weekly), zone, publishedAt);
        };
    }

    /// The first chosen day and time at or after `from`, except for idle times; empty for immediate
    /// delivery, whose time is unpredictable. A digest that waits for the end of the quiet hours
    /// may have been due before `from`.
    ///
    /// @param idle the times at which nothing is delivered; must eventually be false
    public static Optional<Instant> next(
            DeliverySchedule when, ZoneId zone, Optional<QuietHours> quiet, Instant from, Predicate<Instant> idle) {
        return switch (when) {
            case DeliverySchedule.Immediately() -> Optional.empty();
            case DeliverySchedule.At at -> Optional.of(nextHeld(at, zone, quiet, from, idle));
            case DeliverySchedule.Weekly weekly -> Optional.of(nextHeld(onItsDay(weekly), zone, quiet, from, idle));
        };
    }

    private static DeliverySchedule.At onItsDay(DeliverySchedule.Weekly weekly) {
        return new DeliverySchedule.At(weekly.time(), Set.of(weekly.day()));
    }

    private static Instant nextHeld(
            DeliverySchedule.At at, ZoneId zone, Optional<QuietHours> quiet, Instant from, Predicate<Instant> idle) {
        Instant time = firstFrom(at, zone, from.minus(MAX_QUIET));
        while (afterQuietHours(time, zone, quiet).isBefore(from) || idle.test(time)) {
            time = firstFrom(at, zone, time.plusSeconds(1));
        }
        return afterQuietHours(time, zone, quiet);
    }

    private static Instant afterQuietHours(Instant time, ZoneId zone, Optional<QuietHours> quiet) {
        return quiet.map(hours -> hours.endAfter(time, zone)).orElse(time);
    }

    private static Instant scheduled(DeliverySchedule.At at, ZoneId zone, Instant publishedAt) {
        LocalDate day = publishedAt.atZone(zone).toLocalDate();
        if (takesPlace(at, day, zone)) {
            Instant sameDay = occurrence(at.time(), day, zone);
            if (sameDay.isBefore(publishedAt)
                    && Duration.between(sameDay, publishedAt).compareTo(GRACE_PERIOD) < 0) {
                return publishedAt;
            }
        }
        return firstFrom(at, zone, publishedAt);
    }

    private static Instant firstFrom(DeliverySchedule.At at, ZoneId zone, Instant from) {
        // The previous day counts too, because a gap before midnight can push its time to this day.
        LocalDate candidate = from.atZone(zone).toLocalDate().minusDays(1);
        while (!takesPlace(at, candidate, zone)
                || occurrence(at.time(), candidate, zone).isBefore(from)) {
            candidate = candidate.plusDays(1);
        }
        return occurrence(at.time(), candidate, zone);
    }

    private static boolean takesPlace(DeliverySchedule.At at, LocalDate day, ZoneId zone) {
        return at.days().contains(day.getDayOfWeek())
                && day.atStartOfDay(zone).toLocalDate().equals(day);
    }

    private static Instant occurrence(LocalTime time, LocalDate day, ZoneId zone) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
