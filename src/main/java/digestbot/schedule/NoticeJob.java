package digestbot.schedule;

import digestbot.database.Database;
import digestbot.notice.AdminNotices;
import java.time.Duration;

/// Updates the notice summaries every two seconds.
public final class NoticeJob {

    private NoticeJob() {}

    /// Starts to; it ends with the schedule.
    public static void start(JobScheduler schedule, Database database, AdminNotices notices) {
        schedule.every("notices", Duration.ofSeconds(2), () -> notices.tend(database));
    }
}
