package digestbot.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// The job that Quartz runs. The nodes of a cluster store the name of this class.
@DisallowConcurrentExecution
public final class ScheduledJob implements Job {

    private final Runnable work;

    ScheduledJob(Runnable work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
        work.run();
    }
}
