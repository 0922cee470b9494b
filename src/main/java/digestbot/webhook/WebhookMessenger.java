package digestbot.webhook;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.status.WebhookStateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Sends events from the outbox to the configured webhooks. Events are never edited or deleted.
public final class WebhookMessenger implements Messenger<WebhookEvent> {

    /// The requests to one receiver in a second.
    public static final PlatformLimits LIMITS = new PlatformLimits(0, 5, 0);

    private static final int RENDERER_VERSION = 1;

    /// An event is one message, whatever its length.
    private static final MessageBudget BUDGET = new MessageBudget(new Cost(1, 1, 1), _ -> new Cost(1, 1, 1));

    private final Map<Long, WebhookSettings> webhooks;
    private final WebhookClient client;

    public WebhookMessenger(List<WebhookSettings> webhooks, WebhookClient client) {
        this.webhooks =
                webhooks.stream().collect(Collectors.toUnmodifiableMap(WebhookSettings::number, Function.identity()));
        this.client = client;
    }

    @Override
    public Platform platform() {
        return Platform.WEBHOOK;
    }

    @Override
    public MessageBudget budget() {
        return BUDGET;
    }

    @Override
    public int rendererVersion() {
        return RENDERER_VERSION;
    }

    @Override
    public WebhookEvent render(Content content) {
        return WebhookEvent.of(content);
    }

    @Override
    public Optional<WebhookEvent> plain(WebhookEvent message) {
        return Optional.empty();
    }

    @Override
    public WebhookEvent attach(WebhookEvent message, Attachment file) {
        throw new UnsupportedOperationException("events have no files");
    }

    @Override
    public SendResult send(Destination to, WebhookEvent message, String nonce, boolean silent) {
        return Optional.ofNullable(webhooks.get(to.chat().id()))
                .map(webhook -> WebhookOutcomes.of(client.post(webhook, message), message))
                .orElseGet(() -> new SendResult.Unreachable(Outcome.CHAT_NOT_FOUND, WebhookStateStore.NOT_CONFIGURED));
    }

    @Override
    public SendResult edit(Destination to, String messageId, WebhookEvent message) {
        return new SendResult.MessageGone("events are not edited");
    }

    @Override
    public SendResult delete(Destination to, String messageId) {
        return new SendResult.Sent(messageId);
    }
}
