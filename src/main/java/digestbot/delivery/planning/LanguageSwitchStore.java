package digestbot.delivery.planning;

import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.planning.PlanningStore.LanguageMatch;
import digestbot.delivery.planning.PlanningStore.Task;
import digestbot.library.archive.PublishedDigestStore;
import digestbot.library.archive.TopicLanguages;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces unclaimed deliveries of a digest by deliveries of the same digest in another language,
/// so that nobody receives a digest in two languages, and readers who change their language receive
/// it in the new one.
///
/// The old delivery is cancelled instead of updated, so that a sender that has already read it
/// cannot send it.
public final class LanguageSwitchStore {

    private static final String WHY = "replaced by a digest in another language";

    private record QueuedDelivery(long delivery, long digest, String language, String topic, LocalDate day) {}

    private final DeliveryStore deliveries = new DeliveryStore();
    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final PublishedDigestStore languages = new PublishedDigestStore();

    /// Cancels the range's queued deliveries in other languages that this digest replaces.
    void replace(Transaction transaction, Task task, LanguageMatch languageMatch, NumberRange range, Instant now) {
        if (languageMatch.replaced().isEmpty()) {
            return;
        }
        String inRange =
                " digest IN " + languageMatch.replaced().get() + " AND subscription > :after AND subscription <= :to ";
        int replaced = deliveries.cancelAll(
                transaction,
                "state = {queued} AND claim = 0 AND cause = {digest} AND number IN ("
                        + " SELECT i.delivery FROM delivery_item i JOIN subscription s ON s.number = i.subscription"
                        + " JOIN subscriber u ON u.number = s.subscriber WHERE" + inRange
                        + " AND s.topic IS NOT NULL AND s.created_at <= :published AND u.paused_reason IS NULL"
                        + languageMatch.isReader() + ")",
                Optional.of(WHY),
                now,
                Map.of("after", range.after(), "to", range.to(), "published", task.publishedAt()));
        if (replaced > 0) {
            // The subscriptions whose only delivery was cancelled here can be planned again.
            transaction
                    .update(DeliverySql.of("UPDATE delivery_item SET subscription = NULL WHERE" + inRange
                            + " AND (SELECT state = {cancelled} AND reason = :why FROM delivery"
                            + " WHERE number = delivery_item.delivery)"))
                    .bind("why", WHY)
                    .bindMethods(range)
                    .execute();
        }
    }

    public void languageChanged(
            Transaction transaction, Subscriber subscriber, Subscription subscription, Instant now) {
        String reader = subscriber.preferences().language();
        for (QueuedDelivery waiting : waiting(transaction, subscriber.number(), subscription.number())) {
            TopicLanguages available = languages.languages(transaction, waiting.topic(), waiting.day());
            if (!available.serves(waiting.language(), reader)) {
                languages.otherLanguages(transaction, waiting.digest()).stream()
                        .filter(other -> available.serves(other.language(), reader))
                        .findFirst()
                        .ifPresent(other ->
                                replace(transaction, waiting.delivery(), other.number(), subscription.number(), now));
            }
        }
    }

    private static List<QueuedDelivery> waiting(Transaction transaction, long subscriber, long subscription) {
        return transaction
                .select(DeliverySql.of("SELECT d.number, i.digest, g.language, g.topic, g.day "
                        + DeliveryStore.OF_SUBSCRIPTION + " AND d.cause = {digest} AND d.claim = 0"))
                .bind("subscriber", subscriber)
                .bind("subscription", subscription)
                .map((row, _) -> new QueuedDelivery(
                        row.getLong("number"),
                        row.getLong("digest"),
                        row.getString("language"),
                        row.getString("topic"),
                        LocalDate.parse(row.getString("day"))))
                .list();
    }

    private void replace(Transaction transaction, long delivery, long digest, long subscription, Instant now) {
        long replacement = deliveries.enqueueLike(transaction, delivery, now);
        deliveries.cancel(transaction, delivery, WHY, now);
        transaction.execute("UPDATE delivery_item SET subscription = NULL WHERE delivery = ?", delivery);
        transaction.execute(
                "INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (?, 0, ?, ?)",
                replacement,
                digest,
                subscription);
        history.planned(transaction, replacement - 1);
    }
}
