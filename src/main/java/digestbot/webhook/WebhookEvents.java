package digestbot.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.database.Transaction;
import digestbot.library.archive.PublicationListener;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Stores events for the webhooks that want them, in the transaction in which the thing happens, so
/// that none is lost. Events contain nothing about subscribers.
public final class WebhookEvents implements PublicationListener {

    private final WebhookStore events = new WebhookStore();
    private final List<WebhookSettings> webhooks;
    private final DigestAddresses addresses;
    private final InstantSource clock;

    @FunctionalInterface
    public interface DigestAddresses {

        DigestAddresses NONE = (_, _) -> Optional.empty();

        /// Empty if the digest has no page.
        Optional<String> of(Transaction transaction, long digest);
    }

    /// The state is the last one of the broadcast, such as `done`.
    public record EndedBroadcast(long number, String state, long sent, long failed) {}

    public WebhookEvents(List<WebhookSettings> webhooks, DigestAddresses addresses, InstantSource clock) {
        this.webhooks = List.copyOf(webhooks);
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public void published(Transaction transaction, long digest) {
        digest(transaction, EventType.PUBLISHED, digest);
    }

    @Override
    public void corrected(Transaction transaction, long digest) {
        digest(transaction, EventType.CORRECTED, digest);
    }

    @Override
    public void withdrawn(Transaction transaction, long digest) {
        digest(transaction, EventType.WITHDRAWN, digest);
    }

    @Override
    public void held(Transaction transaction, long digest) {
        digest(transaction, EventType.HELD, digest);
    }

    /// The digest is expected at its usual time.
    public void late(Transaction transaction, String topic, String topicName, LocalDate day, Instant expectedAt) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("topic", topic);
        data.put("topicName", topicName);
        data.put("day", day.toString());
        data.put("expectedAt", expectedAt.toString());
        store(transaction, EventType.LATE, data);
    }

    public void broadcastDone(Transaction transaction, EndedBroadcast ended) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("broadcast", ended.number());
        data.put("state", ended.state());
        data.put("sent", ended.sent());
        data.put("failed", ended.failed());
        store(transaction, EventType.BROADCAST_DONE, data);
    }

    private void digest(Transaction transaction, EventType type, long number) {
        if (wanting(type).isEmpty()) {
            return;
        }
        WebhookStore.DigestFacts digest = events.digest(transaction, number);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("topic", digest.topic());
        data.put("topicName", digest.topicName());
        data.put("day", digest.day().toString());
        data.put("edition", digest.edition());
        data.put("language", digest.language());
        data.put("title", digest.title());
        data.put("revision", digest.revision());
        if (type == EventType.HELD) {
            digest.heldUntil().ifPresent(until -> data.put("heldUntil", until.toString()));
        }
        if (type == EventType.PUBLISHED || type == EventType.CORRECTED) {
            addresses.of(transaction, number).ifPresent(url -> data.put("url", url));
        }
        store(transaction, type, data);
    }

    private List<WebhookSettings> wanting(EventType type) {
        return webhooks.stream()
                .filter(webhook -> webhook.events().contains(type))
                .toList();
    }

    private void store(Transaction transaction, EventType type, ObjectNode data) {
        Instant now = clock.instant();
        WebhookEvent event = WebhookEvent.of(type, now, data);
        wanting(type).forEach(webhook -> events.add(transaction, webhook, event, now));
    }
}
