package digestbot.database;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The hour at which nobody is disturbed, once a day. One that a change of the clocks skips is shifted by the length
/// of the gap; one that comes twice is the first.
public record NightlyHour(LocalTime at, ZoneId zone) {

    /// The last time that it was that hour.
    public Instant last(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime today = local.toLocalDate().atTime(at).atZone(zone);
        return (today.isAfter(local)
                        ? local.toLocalDate().minusDays(1).atTime(at).atZone(zone)
                        : today)
                .toInstant();
    }
}
