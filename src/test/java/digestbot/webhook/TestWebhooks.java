package digestbot.webhook;

import digestbot.webhook.WebhookSettings.WebhookSecret;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;

final class TestWebhooks {

    static final String SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private TestWebhooks() {}

    static WebhookSettings of(String name, URI url) {
        return of(name, url, WebhookFormat.JSON);
    }

    static WebhookSettings of(String name, URI url, WebhookFormat format) {
        return new WebhookSettings(
                name, url, Optional.of(new WebhookSecret(SECRET)), EnumSet.allOf(EventType.class), format);
    }
}
