package digestbot.webhook;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state of the webhooks that the database knows.
public final class WebhookStateStore {

    private static final String STATES = """
            SELECT w.name, w.off_since, w.off_reason, q.stored_at AS waiting_since, q.reason AS waiting_reason,
                   (SELECT count(*) FROM webhook_event e WHERE e.webhook = w.name AND e.state = 'queued') AS waiting,
                   (SELECT max(e.settled_at) FROM webhook_event e WHERE e.webhook = w.name AND e.state = 'sent') AS sent_at,
                   f.settled_at AS failed_at, f.reason AS failed_reason
            FROM webhook w
            LEFT JOIN webhook_event q ON q.number = (SELECT min(e.number) FROM webhook_event e
                                                     WHERE e.webhook = w.name AND e.state = 'queued')
            LEFT JOIN webhook_event f ON f.number = (SELECT e.number FROM webhook_event e
                                                     WHERE e.webhook = w.name AND e.state = 'failed'
                                                     ORDER BY e.settled_at DESC, e.number DESC LIMIT 1)
            ORDER BY w.name
            """;

    /// Since when something is so, and why.
    public record Since(Instant at, String why) {}

    /// A webhook.
    ///
    /// @param key its name in lower case
    /// @param off since when and why it gets no events; empty if it gets them
    /// @param waiting the number of its events that were not taken yet
    /// @param oldest since when the oldest of these has waited, and why
    /// @param sentAt when it took an event last
    /// @param failed when and why it refused an event last
    public record WebhookState(
            String key,
            Optional<Since> off,
            long waiting,
            Optional<Since> oldest,
            Optional<Instant> sentAt,
            Optional<Since> failed) {

        private Optional<Since> unansweredFailure() {
            return failed.filter(
                    last -> sentAt.filter(sent -> !sent.isBefore(last.at())).isEmpty());
        }

        /// Why it did not take the last event; empty if it did.
        public Optional<String> latestFailure() {
            return unansweredFailure()
                    .or(() -> oldest.filter(waits -> !waits.why().isEmpty()))
                    .map(Since::why);
        }

        /// What is wrong with the receiver; empty if nothing is.
        ///
        /// @param overdue events that were stored before it should have been taken
        private Optional<FailingWebhook> failing(Instant overdue) {
            return off.or(this::unansweredFailure)
                    .or(() -> oldest.filter(waits -> waits.at().isBefore(overdue)))
                    .map(since -> new FailingWebhook(key, since.at(), since.why()));
        }
    }

    /// A webhook whose receiver does not take its events.
    public record FailingWebhook(String name, Instant since, String reason) {}

    /// All webhooks by name.
    public List<WebhookState> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(STATES)
                .map((row, _) -> new WebhookState(
                        row.getString("name"),
                        since(row, "off_since", "off_reason"),
                        row.getLong("waiting"),
                        since(row, "waiting_since", "waiting_reason"),
                        instant(row, "sent_at"),
                        since(row, "failed_at", "failed_reason")))
                .list();
    }

    /// The webhooks whose receivers do not take their events, apart from those that are no longer
    /// configured.
    ///
    /// @param overdue events that were stored before should have been taken
    public List<FailingWebhook> failing(Transaction transaction, Instant overdue) {
        return all(transaction).stream()
                .filter(state -> state.off()
                        .filter(off -> off.why().equals(WebhookStore.NOT_CONFIGURED))
                        .isEmpty())
                .flatMap(state -> state.failing(overdue).stream())
                .toList();
    }

    private static Optional<Since> since(ResultSet row, String at, String why) throws SQLException {
        String reason = row.getString(why);
        return instant(row, at).map(moment -> new Since(moment, reason == null ? "" : reason));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
