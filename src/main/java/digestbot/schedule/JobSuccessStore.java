package digestbot.schedule;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Stores when each job that nodes share last succeeded on any of them.
final class JobSuccessStore {

    void save(Transaction transaction, String job, Instant at) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO job_success (job, at) VALUES (?, ?)"
                                + " ON CONFLICT (job) DO UPDATE SET at = excluded.at",
                        job,
                        at.toEpochMilli());
    }

    /// The time of the last success, by job.
    Map<String, Instant> all(Transaction transaction) {
        Map<String, Instant> successes = new HashMap<>();
        transaction
                .select("SELECT job, at FROM job_success")
                .map((row, _) -> successes.put(row.getString("job"), Instant.ofEpochMilli(row.getLong("at"))))
                .list();
        return successes;
    }
}
