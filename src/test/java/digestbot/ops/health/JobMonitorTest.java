package digestbot.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobMonitorTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final AtomicLong nanos = new AtomicLong(7);
    private Instant wall = Instant.parse("2026-02-06T12:00:00Z");
    private final JobMonitor jobs = new JobMonitor(new Clocks(() -> wall, nanos::get));

    @Test
    void aJobThatHangsIsOverdueOnceItTakesLongerThanItMay() {
        jobs.register("digests", LONGEST);
        pass(LONGEST);
        assertThat(jobs.overdue()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(jobs.overdue())
                .extracting(JobMonitor.JobStatus::sentence)
                .containsExactly("the job “digests” has not worked for 121 s: it hangs");
        jobs.succeeded("digests");
        assertThat(jobs.overdue()).isEmpty();
    }

    @Test
    void aJobThatFailsAllTheTimeIsOverdueAndSaysWhy() {
        jobs.register("digests", LONGEST);
        pass(Duration.ofMinutes(1));
        jobs.succeeded("digests");
        pass(LONGEST.plusSeconds(1));
        jobs.failed("digests", "the disk\ndoes not answer");
        assertThat(jobs.overdue())
                .extracting(JobMonitor.JobStatus::sentence)
                .containsExactly("the job “digests” has not worked for 121 s: the disk does not answer");
    }

    @Test
    void theClockOnTheWallMakesNoJobOverdue() {
        jobs.register("digests", LONGEST);
        wall = wall.plus(Duration.ofDays(1));
        assertThat(jobs.overdue()).isEmpty();
        wall = wall.minus(Duration.ofDays(3));
        pass(LONGEST.plusSeconds(1));
        assertThat(jobs.overdue()).hasSize(1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
