package digestbot.schedule;

import digestbot.library.intake.FolderImport;
import digestbot.library.intake.FolderWatcher;
import digestbot.library.intake.ScanResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Scans the digest folder every few seconds, on file-system events, and when an incomplete file
/// may be complete.
public final class FolderJob implements AutoCloseable {

    static final String NAME = "digests";

    /// The events of one write cause one scan.
    private static final Duration EVENTS = Duration.ofMillis(50);

    private final JobScheduler schedule;
    private final FolderImport intake;
    private final FolderWatcher watch;
    private final AtomicBoolean registering = new AtomicBoolean();
    private final CountDownLatch settled = new CountDownLatch(1);

    private FolderJob(JobScheduler schedule, FolderImport intake) {
        this.schedule = schedule;
        this.intake = intake;
        this.watch = FolderWatcher.start(() -> schedule.runAfter(NAME, EVENTS));
    }

    public static FolderJob start(JobScheduler schedule, FolderImport intake, Duration every) {
        FolderJob job = new FolderJob(schedule, intake);
        schedule.schedule(NAME, every, job::scan);
        return job;
    }

    private void scan() {
        ScanResult scanResult = intake.scan(() -> schedule.reportProgress(NAME));
        register(scanResult);
        scanResult.nextScanIn().ifPresentOrElse(wait -> schedule.runAfter(NAME, wait), settled::countDown);
    }

    /// Registers watches on a separate thread, because the file system may block it. A later scan
    /// finds changes in the meantime.
    private void register(ScanResult scanResult) {
        if (registering.compareAndSet(false, true)) {
            Thread.ofVirtual().name("folder-cover").start(() -> {
                try {
                    watch.watchOnly(scanResult.folders());
                } finally {
                    registering.set(false);
                }
            });
        }
    }

    /// Waits for the first scan that left nothing pending.
    public boolean awaitQuiet(Duration timeout) throws InterruptedException {
        return settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A running scan ends after the current file.
    @Override
    public void close() {
        watch.close();
        intake.close();
        schedule.cancel(NAME);
    }
}
