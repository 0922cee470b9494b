package digestbot.webhook;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.library.archive.DigestReview;
import digestbot.webhook.WebhookEvent.EventData.DigestData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The events that webhooks get, in order, and the webhooks that the database knows. An event is
/// stored before it is sent, and stays queued until its receiver has answered, so that a crash
/// loses none.
public final class WebhookStore {

    /// The reason why a webhook removed from the configuration gets no events.
    static final String NOT_CONFIGURED = "no longer configured";

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

    private static final Duration KEPT = Duration.ofDays(14);
    private static final Duration UNCONFIGURED_KEPT = Duration.ofDays(90);

    record QueuedEvent(long number, WebhookEvent event, int attempts, Instant nextAt) {}

    /// Brings the webhooks in line with the configuration at the start. A webhook whose receiver
    /// was gone gets events again. A webhook removed from the configuration gets none; its events
    /// wait up to 90 days until it is configured again.
    public void register(Transaction transaction, List<WebhookSettings> webhooks, Instant now) {
        for (WebhookSettings webhook : webhooks) {
            transaction.execute("""
                            INSERT INTO webhook (name) VALUES (?) ON CONFLICT (name) DO UPDATE
                            SET off_since = NULL, off_reason = ''""", webhook.key());
        }
        Set<String> configured = webhooks.stream().map(WebhookSettings::key).collect(Collectors.toSet());
        transaction.strings("SELECT name FROM webhook WHERE off_reason <> ?", NOT_CONFIGURED).stream()
                .filter(name -> !configured.contains(name))
                .forEach(name -> turnOff(transaction, name, NOT_CONFIGURED, now));
        transaction.execute(
                "DELETE FROM webhook WHERE off_reason = ? AND off_since < ?",
                NOT_CONFIGURED,
                now.minus(UNCONFIGURED_KEPT));
    }

    /// Stores an event, unless the webhook is off.
    void add(Transaction transaction, WebhookSettings webhook, WebhookEvent event, Instant now) {
        // The command line may publish a digest before the bot has run with this webhook.
        transaction.execute("INSERT INTO webhook (name) VALUES (?) ON CONFLICT (name) DO NOTHING", webhook.key());
        transaction.execute("""
                        INSERT INTO webhook_event (webhook, id, body, stored_at, next_at)
                        SELECT name, ?, ?, ?, ? FROM webhook WHERE name = ? AND off_since IS NULL""", event.id(), event.body(), now, now, webhook.key());
    }

    /// The next event; empty if none waits or the webhook is off.
    Optional<QueuedEvent> next(Transaction transaction, WebhookSettings webhook) {
        return transaction
                .select("""
                        SELECT e.number, e.id, e.body, e.attempts, e.next_at, w.not_before
                        FROM webhook_event e JOIN webhook w ON w.name = e.webhook
                        WHERE e.webhook = ? AND e.state = 'queued' AND w.off_since IS NULL
                        ORDER BY e.number LIMIT 1""", webhook.key())
                .map((row, _) -> new QueuedEvent(
                        row.getLong("number"),
                        new WebhookEvent(row.getString("id"), row.getString("body")),
                        row.getInt("attempts"),
                        Instant.ofEpochMilli(Math.max(row.getLong("next_at"), row.getLong("not_before")))))
                .findOne();
    }

    /// Marks an event as sent, and deletes events that were settled long ago.
    void setSent(Transaction transaction, long number, Instant now) {
        settle(transaction, number, "sent", "", now);
        transaction.execute("DELETE FROM webhook_event WHERE state <> 'queued' AND settled_at < ?", now.minus(KEPT));
    }

    void setFailed(Transaction transaction, long number, String reason, Instant now) {
        settle(transaction, number, "failed", reason, now);
    }

    private static void settle(Transaction transaction, long number, String state, String reason, Instant now) {
        transaction.execute(
                "UPDATE webhook_event SET state = ?, reason = ?, settled_at = ? WHERE number = ?",
                state,
                reason,
                now,
                number);
    }

    void retryAt(Transaction transaction, long number, int attempts, String reason, Instant nextAt) {
        transaction.execute(
                "UPDATE webhook_event SET attempts = ?, reason = ?, next_at = ? WHERE number = ?",
                attempts,
                reason,
                nextAt,
                number);
    }

    void pause(Transaction transaction, WebhookSettings webhook, Instant until) {
        transaction.execute("UPDATE webhook SET not_before = ? WHERE name = ?", until, webhook.key());
    }

    /// Turns the webhook off until the bot starts again.
    void turnOff(Transaction transaction, String key, String reason, Instant now) {
        transaction.execute("UPDATE webhook SET off_since = ?, off_reason = ? WHERE name = ?", now, reason, key);
    }

    /// The digest in its newest revision for readers, whatever its state.
    DigestData digest(Transaction transaction, long number, Optional<String> headline, Optional<String> url) {
        return transaction
                .select("""
                        SELECT g.topic, t.name, g.day, g.edition, g.language, g.title, g.revision, g.held_until
                        FROM digest g JOIN topic t ON t.id = g.topic WHERE g.number = ?
                        """, number)
                .map((row, _) -> new DigestData(
                        row.getString("topic"),
                        row.getString("name"),
                        LocalDate.parse(row.getString("day")),
                        row.getString("edition"),
                        row.getString("language"),
                        row.getString("title"),
                        headline,
                        row.getInt("revision"),
                        NullableColumns.instant(row, "held_until").flatMap(DigestReview::publishesAt),
                        url))
                .one();
    }

    public record Since(Instant at, String why) {}

    /// The state of a webhook.
    ///
    /// @param key its name in lower case
    /// @param off the time and reason why it gets no events; empty if it gets them
    /// @param waiting the number of events that the receiver has not accepted yet
    /// @param oldest the time and reason of the wait of the oldest of these events
    /// @param failed the time and reason of the last refused event
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

        public boolean isFailing() {
            return off.or(this::unansweredFailure)
                    .or(() -> oldest.filter(waits -> !waits.why().isEmpty()))
                    .isPresent();
        }

        private Optional<FailingWebhook> failing(Instant overdue) {
            return off.or(this::unansweredFailure)
                    .or(() -> oldest.filter(waits -> waits.at().isBefore(overdue)))
                    .map(since -> new FailingWebhook(key, since.at(), since.why()));
        }
    }

    public record FailingWebhook(String name, Instant since, String reason) {}

    public List<WebhookState> all(Transaction transaction) {
        return transaction
                .select(STATES)
                .map((row, _) -> new WebhookState(
                        row.getString("name"),
                        since(row, "off_since", "off_reason"),
                        row.getLong("waiting"),
                        since(row, "waiting_since", "waiting_reason"),
                        NullableColumns.instant(row, "sent_at"),
                        since(row, "failed_at", "failed_reason")))
                .list();
    }

    /// The configured webhooks whose receivers refused the last event, or have not taken one that
    /// was stored before `overdue`.
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
        return NullableColumns.instant(row, at).map(moment -> new Since(moment, reason == null ? "" : reason));
    }
}
