package digestbot.schedule;

import digestbot.library.git.GitCheckout;
import digestbot.library.intake.FolderImport;
import java.time.Duration;

/// Keeps a checkout in the digest folder up to date. [FolderJob] imports its files.
public final class GitJob implements AutoCloseable {

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

    public static GitJob start(JobScheduler schedule, GitCheckout checkout, FolderImport intake, Duration every) {
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
