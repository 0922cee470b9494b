package digestbot.database;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The daily time of maintenance. A time that daylight saving skips is shifted by the gap; of a
/// repeated time, the first counts.
public record MaintenanceTime(LocalTime at, ZoneId zone) {

    /// The last time at or before the given time.
    public Instant last(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime today = local.toLocalDate().atTime(at).atZone(zone);
        return (today.isAfter(local)
                        ? local.toLocalDate().minusDays(1).atTime(at).atZone(zone)
                        : today)
                .toInstant();
    }
}
