package digestbot.console.overview;

import digestbot.database.MaintenanceTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the bot does every night.
///
/// @param backup true if it makes backups
public record NightlyJobs(MaintenanceTime time, boolean backup) {

    /// A job that is going to run.
    record PlannedJob(Instant at, String what) {}

    /// The next run of each job.
    List<PlannedJob> next(Instant now) {
        Instant at = time.next(now);
        List<PlannedJob> jobs = new ArrayList<>();
        if (backup) {
            jobs.add(new PlannedJob(at, "Nightly backup"));
        }
        jobs.add(new PlannedJob(at, "Nightly upkeep: removes old deliveries and inactive chats"));
        return jobs;
    }
}
