package digestbot.schedule;

import digestbot.health.AlarmNotifier;
import java.time.Duration;

/// Evaluates the alarms every minute.
public final class AlarmJob {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private AlarmJob() {}

    /// Registers the job; it stops with the scheduler.
    public static void start(JobScheduler schedule, AlarmNotifier alarms) {
        schedule.every("alarms", Duration.ofMinutes(1), LONGEST, alarms::tend);
    }
}
