package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.Waiting;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A bot of plain requests and payloads, for requests that no client library would send.
final class RawBot implements AfterEachCallback {

    static final String TOKEN = "MTIz.sandbox.secret-token";
    static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");

    private volatile Instant now = Instant.parse("2026-02-05T10:00:00Z");
    final DiscordSandbox sandbox = DiscordSandbox.start(0, TOKEN, () -> now);
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    final Http http = new Http(sandbox, TOKEN);
    final SandboxPlace news = sandbox.channel("news");
    final String commands = "applications/" + sandbox.applicationId() + "/commands";
    private @Nullable RawGateway gateway;

    RawBot() {
        sandbox.acknowledgeWithin(Duration.ofMinutes(5)); // a busy machine may take longer than Discord permits
        sandbox.listen(events::add);
    }

    void connect(String registered) {
        gateway = RawGateway.ready(sandbox);
        assertThat(http.send("PUT", commands, registered).status()).isEqualTo(200);
    }

    void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        now = now.plus(time);
    }

    JsonNode interaction() {
        return Objects.requireNonNull(gateway).await("INTERACTION_CREATE");
    }

    JsonNode command(String line) {
        sandbox.write(ADA, news, line);
        return interaction();
    }

    Http.Reply answer(JsonNode interaction, String body) {
        return http.post(callback(interaction), body);
    }

    static String callback(JsonNode interaction) {
        return "interactions/" + interaction.path("id").asText() + "/"
                + interaction.path("token").asText() + "/callback";
    }

    String webhook(JsonNode interaction) {
        return "webhooks/" + sandbox.applicationId() + "/"
                + interaction.path("token").asText();
    }

    Http.Reply say(SandboxPlace place, String body) {
        return http.post("channels/" + place.id() + "/messages", body);
    }

    <E extends SandboxEvent> List<E> seen(Class<E> kind) {
        return await().until(
                        () -> events.stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .toList(),
                        seen -> !seen.isEmpty());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sandbox.close();
    }
}
