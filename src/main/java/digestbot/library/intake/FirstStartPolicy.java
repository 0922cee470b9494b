package digestbot.library.intake;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/// The policy for digests that were in the folder before the bot first started: the newest are
/// published, the others archived and never sent.
///
/// @param days the number of days, including today, whose digests are still published; 0 for none
/// @param zone the time zone that decides what "today" is
public record FirstStartPolicy(int days, ZoneId zone) {

    boolean publishes(LocalDate day, InstantSource clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return today.toEpochDay() - day.toEpochDay() < days;
    }
}
