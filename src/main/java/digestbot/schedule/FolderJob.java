package digestbot.schedule;

import digestbot.library.intake.FolderImport;
import digestbot.library.intake.FolderWatcher;
import digestbot.library.intake.ScanResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks at the folder of digests every few seconds, at once when the file system says that something happened there,
/// and again when a file may be whole.
public final class FolderJob implements AutoCloseable {

    private static final String NAME = "digests";

    /// Gathers the events of a file that is being written into one look.
    private static final Duration EVENTS = Duration.ofMillis(50);

    private final JobScheduler schedule;
    private final FolderImport intake;
    private final FolderWatcher watch;
    private final AtomicBoolean covering = new AtomicBoolean();
    private final CountDownLatch quiet = new CountDownLatch(1);

    private FolderJob(JobScheduler schedule, FolderImport intake) {
        this.schedule = schedule;
        this.intake = intake;
        this.watch = FolderWatcher.start(() -> schedule.in(NAME, EVENTS));
    }

    /// Starts to look.
    ///
    /// @param every how often, whatever happens
    public static FolderJob start(JobScheduler schedule, FolderImport intake, Duration every) {
        FolderJob job = new FolderJob(schedule, intake);
        schedule.every(NAME, every, job::look);
        return job;
    }

    private void look() {
        ScanResult look = intake.look(() -> schedule.goesOn(NAME));
        cover(look);
        look.again().ifPresentOrElse(wait -> schedule.in(NAME, wait), quiet::countDown);
    }

    /// Not on the thread that looks: the file system may keep who asks for its events waiting as well. What changes
    /// while it does is covered after one of the next looks.
    private void cover(ScanResult look) {
        if (covering.compareAndSet(false, true)) {
            Thread.ofVirtual().name("folder-cover").start(() -> {
                try {
                    watch.cover(look.folders());
                } finally {
                    covering.set(false);
                }
            });
        }
    }

    /// Waits for a look that has taken all there was.
    ///
    /// @return whether there was one in time
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        return quiet.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Starts no further look; one that is under way ends with the files at hand.
    @Override
    public void close() {
        watch.close();
        intake.close();
    }
}
