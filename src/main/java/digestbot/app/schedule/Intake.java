package digestbot.app.schedule;

import digestbot.app.schedule.JobScheduler.PeriodicJob;
import digestbot.cluster.LeaderPart;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.delivery.planning.Planner;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FolderImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports the digest folder, updates the checkout in it, plans deliveries, and runs the shared
/// jobs. All of these run on one node, so that planning waits until all files of a scan are
/// imported.
public final class Intake implements LeaderPart {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private static final String SCAN = "digests";
    private static final String UPDATE = "git";

    private final JobScheduler schedule;
    private final Planner planner;
    private final Path folder;
    private final Duration scanInterval;
    private final Optional<GitSettings> git;
    private final Function<LeaderTerm, FolderImport> imports;
    private final List<PeriodicJob> sharedJobs;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long checkStartedAt;
    private volatile boolean folderFound;
    private volatile boolean reported;

    /// Of the present or last term.
    private volatile Optional<StepThread> scans = Optional.empty();

    /// Counted down by the first scan that left nothing pending; empty between terms.
    private volatile Optional<CountDownLatch> quiet = Optional.empty();

    /// The import is recreated for each term.
    public Intake(
            JobScheduler schedule,
            Planner planner,
            Path folder,
            Duration scanInterval,
            Optional<GitSettings> git,
            Function<LeaderTerm, FolderImport> imports,
            List<PeriodicJob> sharedJobs) {
        this.schedule = schedule;
        this.planner = planner;
        this.folder = folder;
        this.scanInterval = scanInterval;
        this.git = git;
        this.imports = imports;
        this.sharedJobs = List.copyOf(sharedJobs);
    }

    /// Scans the folder every few seconds, and when an incomplete file may have become complete. A
    /// scan that is running at the end stops after the current file.
    ///
    /// The previous leader's shared job may still run while this node starts the same job, so its
    /// transactions must check the rows that they change.
    @Override
    public RunningPart start(LeaderTerm term) {
        FolderImport folderImport = imports.apply(term);
        var settled = new CountDownLatch(1);
        quiet = Optional.of(settled);
        StepThread scanning = schedule.steps(SCAN, scanInterval, () -> scan(folderImport, settled));
        scans = Optional.of(scanning);
        scanning.start();
        Optional<GitCheckout> checkout = git.map(settings -> startUpdates(settings, folderImport, settled));
        planner.start();
        sharedJobs.forEach(schedule::schedule);
        return () -> {
            quiet = Optional.empty();
            sharedJobs.forEach(job -> schedule.cancel(job.name()));
            try {
                schedule.cancel(UPDATE);
                checkout.ifPresent(GitCheckout::close);
                folderImport.close();
                scanning.close(STOP_TIMEOUT);
                schedule.cancel(SCAN);
            } finally {
                planner.close();
            }
        };
    }

    private Duration scan(FolderImport folderImport, CountDownLatch settled) {
        Optional<Duration> pending = folderImport.step(() -> schedule.reportProgress(SCAN));
        if (pending.isEmpty()) {
            settled.countDown();
        }
        return pending.filter(wait -> wait.compareTo(scanInterval) < 0).orElse(scanInterval);
    }

    /// Does nothing on a node that does not lead.
    public void scanNow() {
        scans.ifPresent(StepThread::wake);
    }

    /// Keeps a checkout in the folder up to date, whose files the next scan imports.
    private GitCheckout startUpdates(GitSettings settings, FolderImport folderImport, CountDownLatch term) {
        var checkout = new GitCheckout(settings, folder, InstantSource.system());
        schedule.schedule(new PeriodicJob(UPDATE, settings.every(), GitCheckout.UPDATE_LIMIT, () -> {
            try {
                if (checkout.update(folderImport::expectOld)) {
                    scanNow();
                }
            } catch (RuntimeException e) {
                if (quiet.filter(term::equals).isPresent()) { // otherwise git was stopped during its work
                    throw e;
                }
            }
        }));
        return checkout;
    }

    /// Whether this node has the folder. The disk may hang, so this returns the result of the last
    /// finished check, and false while a check takes long.
    @Override
    public boolean isFit() {
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
            if (!folderFound && !reported && quiet.isEmpty()) {
                LOG.warn("the digest folder {} is missing on this node: another node has to import digests", folder);
            }
            reported = !folderFound;
        } finally {
            checking.set(false);
        }
    }

    /// Waits for the first scan that leaves nothing pending, if this node scans the folder. Returns
    /// false after the timeout.
    public boolean awaitQuiet(Duration timeout) throws InterruptedException {
        Optional<CountDownLatch> current = quiet;
        return current.isEmpty() || current.get().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
