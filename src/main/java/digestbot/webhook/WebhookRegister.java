package digestbot.webhook;

import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.status.WebhookStateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings the webhooks that the database knows in line with the configuration, at the start.
///
/// A webhook whose receiver is gone gets events again once its settings have changed. One that is no
/// longer configured gets none; its events wait until it is configured again, or until it is deleted
/// as a chat that was silent for long.
public final class WebhookRegister {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final QueuedDeliveryStore deliveries = new QueuedDeliveryStore();
    private final WebhookStore store = new WebhookStore();
    private final List<WebhookSettings> webhooks;
    private final InstantSource clock;

    public WebhookRegister(List<WebhookSettings> webhooks, InstantSource clock) {
        this.webhooks = List.copyOf(webhooks);
        this.clock = clock;
    }

    /// Applies the configuration. Writes nothing if it is as it was.
    public void apply(Database database) {
        if (!database.read(this::isApplied)) {
            database.writeWithoutResult(this::apply);
        }
    }

    private boolean isApplied(Transaction transaction) {
        return webhooks.stream().allMatch(webhook -> isApplied(transaction, webhook))
                && noLongerConfigured(transaction).isEmpty();
    }

    private boolean isApplied(Transaction transaction, WebhookSettings webhook) {
        return find(transaction, webhook)
                .filter(known -> known.pausedReason()
                        .filter(WebhookStateStore.NOT_CONFIGURED::equals)
                        .isEmpty())
                .flatMap(known -> store.fingerprint(transaction, known.number()))
                .filter(webhook.fingerprint()::equals)
                .isPresent();
    }

    private Optional<Subscriber> find(Transaction transaction, WebhookSettings webhook) {
        return subscribers.find(transaction, webhook.destination().chat().platform(), webhook.number());
    }

    private void apply(Transaction transaction) {
        Instant now = clock.instant();
        webhooks.stream().filter(webhook -> !isApplied(transaction, webhook)).forEach(webhook -> {
            long subscriber = subscribers
                    .findOrCreate(transaction, webhook.destination().chat(), Preferences.DEFAULT, now)
                    .number();
            store.setFingerprint(transaction, subscriber, webhook.fingerprint());
            deliveries.resume(transaction, subscriber, now);
        });
        noLongerConfigured(transaction)
                .forEach(
                        subscriber -> deliveries.pause(transaction, subscriber, WebhookStateStore.NOT_CONFIGURED, now));
    }

    /// The webhooks that get events although they are no longer configured.
    private List<Long> noLongerConfigured(Transaction transaction) {
        Set<Long> configured = webhooks.stream().map(WebhookSettings::number).collect(Collectors.toUnmodifiableSet());
        return store.all(transaction).stream()
                .filter(known -> known.pausedReason().isEmpty() && !configured.contains(known.number()))
                .map(WebhookStore.KnownWebhook::subscriber)
                .toList();
    }
}
