package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import digestbot.cli.CommandLineResult;
import digestbot.webhook.WebhookReceiver;
import digestbot.webhook.WebhookReceiver.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class WebhookStoryTest extends BotStory {

    private static final String SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String DAY = "2026-02-05";

    @AutoClose
    private WebhookReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = WebhookReceiver.start();
    }

    private String settings() {
        return """
                owners: {telegram: [501]}
                site: {url: "https://news.example.org"}
                library: {first-start-days: 100000}
                webhooks:
                  - {url: "%s", secret: %s, name: feed}
                """.formatted(receiver.url("/in"), SECRET);
    }

    private JsonNode told(int index) throws Exception {
        return new ObjectMapper().readTree(receiver.await(index + 1).get(index).body());
    }

    private void isTold(int index, String type) throws Exception {
        assertThat(told(index).path("type").asText()).isEqualTo(type);
    }

    private void isSigned(Received received) throws WebhookSigningException, EmptyWebhookSecretException {
        long at = Long.parseLong(received.headers().getOrDefault("webhook-timestamp", ""));
        assertThat(received.headers().get("webhook-signature"))
                .isEqualTo(new Webhook(SECRET).sign(received.id(), at, received.body()));
    }

    private void dropped(String highlight) throws Exception {
        fixture.drop("trade.md", BotFixture.digest("trade", DAY, highlight));
    }

    @Test
    void tellsOfADigestsWholeLife() throws Exception {
        start(settings());
        dropped("Tariffs rise");
        JsonNode published = told(0);
        assertThat(published.path("type").asText()).isEqualTo("published");
        assertThat(published.path("data").path("title").asText()).isEqualTo("trade - " + DAY);
        assertThat(published.path("data").path("topicName").asText()).isEqualTo("Topic trade");
        assertThat(published.path("data").path("url").asText())
                .isEqualTo("https://news.example.org/trade/" + DAY + "/");
        dropped("Tariffs fall");
        JsonNode corrected = told(1);
        assertThat(corrected.path("type").asText()).isEqualTo("corrected");
        assertThat(corrected.path("data").path("revision").asInt()).isEqualTo(2);
        CommandLineResult withdrawn =
                command("withdraw", "trade", DAY, "--yes", "--config", fixture.configFile(settings()));
        assertThat(withdrawn.err()).isEmpty();
        isTold(2, "withdrawn");
        assertThat(receiver.received()).hasSize(3);
        for (Received received : receiver.received()) {
            isSigned(received);
        }
    }

    @Test
    void tellsOfWhatIsHeldAndOfABroadcast() throws Exception {
        start(settings() + "delivery: {hold: always, hold-hours: 1}\n");
        dropped("Tariffs rise");
        JsonNode held = told(0);
        assertThat(held.path("type").asText()).isEqualTo("held");
        assertThat(held.path("data").path("heldUntil").asText()).isNotEmpty();
        assertThat(held.path("data").has("url")).isFalse();
        clock.pass(Duration.ofMinutes(61));
        bot().wakeAll();
        isTold(1, "published");
        telegram.write("/subscribe trade", "Subscribed to");
        Path text = Files.writeString(folder.resolve("text.md"), "Service tonight");
        CommandLineResult sent =
                command("broadcast", "send", text, "--yes", "--config", fixture.configFile(settings()));
        assertThat(sent.err()).isEmpty();
        JsonNode done = told(2);
        assertThat(done.path("type").asText()).isEqualTo("broadcast-done");
        assertThat(done.path("data").path("state").asText()).isEqualTo("done");
        assertThat(done.path("data").path("sent").asLong()).isEqualTo(1);
        assertThat(receiver.received())
                .allSatisfy(received -> assertThat(received.body()).doesNotContain("\"501\"", ":501,", "Ada"));
    }
}
