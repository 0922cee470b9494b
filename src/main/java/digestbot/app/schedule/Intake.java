package digestbot.app.schedule;

import digestbot.cluster.SeatTerm;
import digestbot.cluster.SeatedPart;
import digestbot.delivery.planning.Planner;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FolderImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The import of the digest folder, the updates of the checkout in it, the planning of deliveries,
/// and the shared jobs. All run on the same node, so that planning waits until all files of one
/// scan are imported.
public final class Intake implements SeatedPart {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

    private final JobScheduler schedule;
    private final Planner planner;
    private final Path folder;
    private final Function<SeatTerm, FolderImport> imports;
    private final Duration scanInterval;
    private final Optional<GitSettings> git;
    private final SharedJobs jobs;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long checkStartedAt;
    private volatile boolean folderFound;
    private volatile boolean reported;
    private volatile Optional<FolderJob> job = Optional.empty();

    /// The import is made anew for each term.
    public Intake(
            JobScheduler schedule,
            Planner planner,
            Path folder,
            Function<SeatTerm, FolderImport> imports,
            Duration scanInterval,
            Optional<GitSettings> git,
            SharedJobs jobs) {
        this.schedule = schedule;
        this.planner = planner;
        this.folder = folder;
        this.imports = imports;
        this.scanInterval = scanInterval;
        this.git = git;
        this.jobs = jobs;
    }

    @Override
    public RunningPart start(SeatTerm term) {
        FolderImport folderImport = imports.apply(term);
        FolderJob started = FolderJob.start(schedule, folderImport, scanInterval);
        Optional<GitJob> updates = git.map(settings -> GitJob.start(
                schedule, new GitCheckout(settings, folder, InstantSource.system()), folderImport, settings.every()));
        planner.start();
        jobs.start();
        job = Optional.of(started);
        return () -> {
            job = Optional.empty();
            jobs.stop();
            try {
                updates.ifPresent(GitJob::close);
                started.close();
            } finally {
                planner.close();
            }
        };
    }

    /// True if this node has the folder. The disk may hang, so this returns the result of the
    /// last check that ended, and false while a check takes long.
    @Override
    public boolean isPreferredHere() {
        if (checking.compareAndSet(false, true)) {
            checkStartedAt = System.nanoTime();
            Thread.ofVirtual().name("folder-check").start(this::checkFolder);
        }
        boolean hangs = checking.get() && System.nanoTime() - checkStartedAt > LONGEST_CHECK.toNanos();
        return folderFound && !hangs;
    }

    private void checkFolder() {
        try {
            folderFound = Files.isDirectory(folder);
            if (!folderFound && !reported && job.isEmpty()) {
                LOG.warn("the digest folder {} is missing on this node: another node has to import digests", folder);
            }
            reported = !folderFound;
        } finally {
            checking.set(false);
        }
    }

    /// Waits for the first scan that left nothing pending, if this node scans the folder;
    /// returns whether that came true in time.
    public boolean awaitQuiet(Duration timeout) throws InterruptedException {
        Optional<FolderJob> current = job;
        return current.isEmpty() || current.get().awaitQuiet(timeout);
    }

    /// Scans the digest folder every few seconds, and when an incomplete file may be complete.
    static final class FolderJob implements AutoCloseable {

        static final String NAME = "digests";

        private final JobScheduler schedule;
        private final FolderImport intake;
        private final CountDownLatch settled = new CountDownLatch(1);

        private FolderJob(JobScheduler schedule, FolderImport intake) {
            this.schedule = schedule;
            this.intake = intake;
        }

        static FolderJob start(JobScheduler schedule, FolderImport intake, Duration every) {
            FolderJob job = new FolderJob(schedule, intake);
            schedule.schedule(NAME, every, job::scan);
            return job;
        }

        private void scan() {
            intake.scan(() -> schedule.reportProgress(NAME))
                    .ifPresentOrElse(wait -> schedule.runAfter(NAME, wait), settled::countDown);
        }

        boolean awaitQuiet(Duration timeout) throws InterruptedException {
            return settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        /// A running scan ends after the current file.
        @Override
        public void close() {
            intake.close();
            schedule.cancel(NAME);
        }
    }

    /// Keeps a checkout in the digest folder up to date. [FolderJob] imports its files.
    static final class GitJob implements AutoCloseable {

        static final String NAME = "git";

        private final JobScheduler schedule;
        private final GitCheckout checkout;
        private final FolderImport intake;
        private volatile boolean closed;

        private GitJob(JobScheduler schedule, GitCheckout checkout, FolderImport intake) {
            this.schedule = schedule;
            this.checkout = checkout;
            this.intake = intake;
        }

        static GitJob start(JobScheduler schedule, GitCheckout checkout, FolderImport intake, Duration every) {
            var job = new GitJob(schedule, checkout, intake);
            schedule.schedule(NAME, every, GitCheckout.UPDATE_LIMIT, job::update);
            return job;
        }

        private void update() {
            try {
                if (checkout.update(intake::expectOld)) {
                    schedule.runNow(FolderJob.NAME);
                }
            } catch (RuntimeException e) {
                if (!closed) { // git was ended in the middle of its work
                    throw e;
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            schedule.cancel(NAME);
            checkout.close();
        }
    }
}
