package digestbot.webhook;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The webhooks that the database knows, and what events tell of a digest.
///
/// A webhook has a row among the subscribers, whose deliveries are its events; the table `webhook` has
/// what only a webhook has.
final class WebhookStore {

    /// A webhook that the database knows.
    ///
    /// @param subscriber its number among the subscribers
    /// @param pausedReason why it gets no events; empty if it gets them
    record KnownWebhook(long subscriber, long number, Optional<String> pausedReason) {}

    /// A digest as an event tells of it.
    ///
    /// @param topicName as readers see it
    /// @param heldUntil when it is published automatically, if it is held
    record DigestFacts(
            String topic,
            String topicName,
            LocalDate day,
            String edition,
            String language,
            String title,
            int revision,
            Optional<Instant> heldUntil) {}

    /// All webhooks that the database knows, configured or not.
    List<KnownWebhook> all(Transaction transaction) {
        return transaction
                .select(
                        "SELECT number, chat_id, paused_reason FROM subscriber WHERE platform = ? ORDER BY number",
                        Platform.WEBHOOK.id())
                .map((row, _) -> new KnownWebhook(
                        row.getLong("number"),
                        row.getLong("chat_id"),
                        Optional.ofNullable(row.getString("paused_reason"))))
                .list();
    }

    /// The fingerprint of the settings that the webhook had last; empty if it is new.
    Optional<String> fingerprint(Transaction transaction, long subscriber) {
        return transaction
                .select("SELECT settings FROM webhook WHERE subscriber = ?", subscriber)
                .mapTo(String.class)
                .findOne();
    }

    void setFingerprint(Transaction transaction, long subscriber, String fingerprint) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO webhook (subscriber, settings) VALUES (?, ?)"
                                + " ON CONFLICT (subscriber) DO UPDATE SET settings = excluded.settings",
                        subscriber,
                        fingerprint);
    }

    /// The digest in its newest revision for readers, whatever its state.
    DigestFacts digest(Transaction transaction, long number) {
        return transaction
                .select("""
                        SELECT g.topic, t.name, g.day, g.edition, g.language, g.title, g.revision, g.held_until
                        FROM digest g JOIN topic t ON t.id = g.topic WHERE g.number = ?
                        """, number)
                .map((row, _) -> {
                    long held = row.getLong("held_until");
                    Optional<Instant> heldUntil =
                            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(held));
                    return new DigestFacts(
                            row.getString("topic"),
                            row.getString("name"),
                            LocalDate.parse(row.getString("day")),
                            row.getString("edition"),
                            row.getString("language"),
                            row.getString("title"),
                            row.getInt("revision"),
                            heldUntil);
                })
                .one();
    }
}
