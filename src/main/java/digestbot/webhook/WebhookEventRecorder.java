package digestbot.webhook;

import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.webhook.WebhookEvent.EventData;
import digestbot.webhook.WebhookEvent.EventData.EndedBroadcast;
import digestbot.webhook.WebhookEvent.EventData.LateDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Stores events for the webhooks that want them, in the transaction that causes them, so that none
/// is lost. Events contain nothing about subscribers.
public final class WebhookEventRecorder implements PublicationListener {

    private final WebhookStore events = new WebhookStore();
    private final List<WebhookSettings> webhooks;
    private final Library library;
    private final DigestLinker addresses;
    private final InstantSource clock;

    @FunctionalInterface
    public interface DigestLinker {

        DigestLinker NONE = (_, _) -> Optional.empty();

        /// The page's address; empty if the digest has no page.
        Optional<String> of(Transaction transaction, long digest);
    }

    public WebhookEventRecorder(
            List<WebhookSettings> webhooks, Library library, DigestLinker addresses, InstantSource clock) {
        this.webhooks = List.copyOf(webhooks);
        this.library = library;
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

    public void late(Transaction transaction, LateDigest digest) {
        store(transaction, EventType.LATE, digest);
    }

    public void broadcastDone(Transaction transaction, EndedBroadcast ended) {
        store(transaction, EventType.BROADCAST_DONE, ended);
    }

    private void digest(Transaction transaction, EventType type, long number) {
        if (!wanting(type).isEmpty()) {
            boolean hasPage = type == EventType.PUBLISHED || type == EventType.CORRECTED;
            Optional<String> url = hasPage ? addresses.of(transaction, number) : Optional.empty();
            // The headline of a withdrawn digest is not read, because a parser that now rejects it
            // must not prevent the withdrawal.
            Optional<String> headline = type == EventType.WITHDRAWN
                    ? Optional.empty()
                    : library.all()
                            .digest(transaction, number)
                            .map(stored -> stored.digest().headline());
            store(transaction, type, events.digest(transaction, number, headline, url));
        }
    }

    private List<WebhookSettings> wanting(EventType type) {
        return webhooks.stream()
                .filter(webhook -> webhook.events().contains(type))
                .toList();
    }

    private void store(Transaction transaction, EventType type, EventData data) {
        Instant now = clock.instant();
        WebhookEvent event = WebhookEvent.of(type, now, data);
        wanting(type).forEach(webhook -> events.add(transaction, webhook, event, now));
    }
}
