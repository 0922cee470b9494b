package digestbot.schedule;

import digestbot.library.intake.FolderImport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Scans the digest folder every few seconds, and when an incomplete file may be complete.
public final class FolderJob implements AutoCloseable {

    static final String NAME = "digests";

    private final JobScheduler schedule;
    private final FolderImport intake;
    private final CountDownLatch settled = new CountDownLatch(1);

    private FolderJob(JobScheduler schedule, FolderImport intake) {
        this.schedule = schedule;
        this.intake = intake;
    }

    public static FolderJob start(JobScheduler schedule, FolderImport intake, Duration every) {
        FolderJob job = new FolderJob(schedule, intake);
        schedule.schedule(NAME, every, job::scan);
        return job;
    }

    private void scan() {
        intake.scan(() -> schedule.reportProgress(NAME))
                .ifPresentOrElse(wait -> schedule.runAfter(NAME, wait), settled::countDown);
    }

    /// Waits for the first scan that left nothing pending.
    public boolean awaitQuiet(Duration timeout) throws InterruptedException {
        return settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A running scan ends after the current file.
    @Override
    public void close() {
        intake.close();
        schedule.cancel(NAME);
    }
}
