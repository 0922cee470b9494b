package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state of the webhooks that the database knows.
public final class WebhookStateStore {

    /// The reason why a webhook that is no longer configured gets no events.
    public static final String NOT_CONFIGURED = "no longer configured";

    private static final String STATES = DeliverySql.of("""
            SELECT u.title, u.chat_id, u.paused_reason, u.paused_at, w.due_at AS waiting_since, w.reason AS waiting_reason,
                   (SELECT count(*) FROM delivery o
                    WHERE o.subscriber = u.number AND o.state NOT IN {settled}) AS waiting,
                   (SELECT max(s.settled_at) FROM delivery s
                    WHERE s.subscriber = u.number AND s.state = {sent}) AS sent_at,
                   f.settled_at AS failed_at, f.reason AS failed_reason
            FROM subscriber u
            LEFT JOIN delivery w ON w.number = (SELECT o.number FROM delivery o
                                                WHERE o.subscriber = u.number AND o.state NOT IN {settled}
                                                ORDER BY o.due_at, o.number LIMIT 1)
            LEFT JOIN delivery f ON f.number = (SELECT d.number FROM delivery d
                                                WHERE d.subscriber = u.number AND d.state = {failed}
                                                ORDER BY d.settled_at DESC, d.number DESC LIMIT 1)
            WHERE u.platform = ? ORDER BY u.title
            """);

    /// Since when something is so, and why.
    public record Since(Instant at, String why) {}

    /// A webhook.
    ///
    /// @param number its number in the outbox
    /// @param paused since when and why it gets no events; empty if it gets them
    /// @param waiting the number of its events that were not taken yet
    /// @param oldest since when the oldest of these has waited, and why
    /// @param sentAt when it took an event last
    /// @param failed when and why it refused an event last
    public record WebhookState(
            String name,
            long number,
            Optional<Since> paused,
            long waiting,
            Optional<Since> oldest,
            Optional<Instant> sentAt,
            Optional<Since> failed) {

        /// Why it gets no events; empty if it gets them.
        public Optional<String> pausedReason() {
            return paused.map(Since::why);
        }

        /// Why it did not take the last event; empty if it did.
        public Optional<String> latestFailure() {
            return failed.filter(last ->
                            sentAt.filter(sent -> !sent.isBefore(last.at())).isEmpty())
                    .or(() -> oldest.filter(waits -> !waits.why().isEmpty()))
                    .map(Since::why);
        }

        /// What is wrong with the receiver; empty if nothing is.
        ///
        /// @param overdue events that were due before it should have been taken
        Optional<FailingWebhook> failing(Instant overdue) {
            return paused.or(() -> failed.filter(last ->
                            sentAt.filter(sent -> !sent.isBefore(last.at())).isEmpty()))
                    .or(() -> oldest.filter(waits -> waits.at().isBefore(overdue)))
                    .map(since -> new FailingWebhook(name, since.at(), since.why()));
        }
    }

    /// A webhook whose receiver does not take its events.
    public record FailingWebhook(String name, Instant since, String reason) {}

    /// All webhooks by name.
    public List<WebhookState> all(Transaction transaction) {
        return transaction
                .select(STATES, Platform.WEBHOOK.id())
                .map((row, _) -> new WebhookState(
                        row.getString("title"),
                        row.getLong("chat_id"),
                        since(row, "paused_at", "paused_reason"),
                        row.getLong("waiting"),
                        since(row, "waiting_since", "waiting_reason"),
                        instant(row, "sent_at"),
                        since(row, "failed_at", "failed_reason")))
                .list();
    }

    /// The webhooks whose receivers do not take their events, apart from those that are paused because
    /// they are no longer configured.
    ///
    /// @param overdue events that were due before should have been taken
    public List<FailingWebhook> failing(Transaction transaction, Instant overdue) {
        return all(transaction).stream()
                .filter(state ->
                        state.pausedReason().filter(NOT_CONFIGURED::equals).isEmpty())
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
