package digestbot.app;

import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.delivery.sending.Dispatcher;
import digestbot.health.Heartbeat.HealthState;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookEvent;
import digestbot.webhook.WebhookMessenger;
import digestbot.webhook.WebhookSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The webhooks' part of the bot. It only sends; a receiver that does not answer is an alarm of its
/// own.
final class WebhookModule implements PlatformModule {

    private final WebhookClient client;
    private final Dispatcher<WebhookEvent> outgoing;

    WebhookModule(List<WebhookSettings> webhooks, DeliveryModule deliveries, SeatTerm term, InstantSource clock) {
        client = new WebhookClient(deliveries.requests(Platform.WEBHOOK), clock);
        outgoing = deliveries.dispatcher(new WebhookMessenger(webhooks, client), WebhookMessenger.LIMITS, term);
    }

    @Override
    public void start() {
        outgoing.start();
    }

    @Override
    public HealthState state() {
        return new HealthState(true, "sending");
    }

    @Override
    public int requestsPerSecond() {
        return outgoing.requestsPerSecond();
    }

    @Override
    public boolean awaitReady(Duration timeout) {
        return true;
    }

    @Override
    public void close() {
        outgoing.close();
        client.close();
    }
}
