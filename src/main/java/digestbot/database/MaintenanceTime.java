package digestbot.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// The daily time of maintenance. A time that daylight saving skips is shifted by the gap. Of a
/// repeated time, the first one counts.
public record MaintenanceTime(LocalTime at, ZoneId zone) {

    public Instant last(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant thisDay = on(today);
        return thisDay.isAfter(now) ? on(today.minusDays(1)) : thisDay;
    }

    public Instant next(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant thisDay = on(today);
        return thisDay.isAfter(now) ? thisDay : on(today.plusDays(1));
    }

    private Instant on(LocalDate day) {
        return day.atTime(at).atZone(zone).toInstant();
    }
}
