package digestbot.schedule;

import digestbot.health.AlarmNotifier;
import java.time.Duration;

/// Looks every minute whether admins have to be told something.
public final class AlarmJob {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private AlarmJob() {}

    /// Starts to; it ends with the schedule.
    public static void start(JobScheduler schedule, AlarmNotifier alarms) {
        schedule.every("alarms", Duration.ofMinutes(1), LONGEST, alarms::tend);
    }
}
