package digestbot.library.archive;

import digestbot.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// The times at which digests were published.
public final class PublicationTimeStore {

    /// A topic's first digest of a day.
    ///
    /// @param at the time when it was published or, if it was withdrawn, received
    public record FirstPublication(LocalDate day, Instant at) {}

    /// The last days with a published digest of the topic, newest first, including digests
    /// withdrawn since. Drafts and archived digests do not count.
    public List<FirstPublication> last(Transaction transaction, String topic, int days) {
        return transaction
                .handle()
                .createQuery("SELECT day, min(coalesce(published_at, received_at)) AS at FROM digest WHERE topic = ?"
                        + " AND (state = 'published' AND published_at IS NOT NULL OR withdrawn_state = 'published')"
                        + " GROUP BY day ORDER BY day DESC LIMIT ?")
                .bind(0, topic)
                .bind(1, days)
                .map((row, _) -> new FirstPublication(
                        LocalDate.parse(row.getString("day")), Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }
}
