package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.LogLines;
import digestbot.sandbox.SandboxPerson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretsTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");

    /// Uses a token in every way.
    @Test
    void logsNeitherTheBotsTokenNorAnInteractions() {
        try (LogLines lines = LogLines.record();
                DiscordSandbox sandbox = DiscordSandbox.start(0, RawBot.TOKEN, InstantSource.system())) {
            Http http = new Http(sandbox, RawBot.TOKEN);
            http.post(
                    "applications/" + sandbox.applicationId() + "/commands",
                    "{\"name\": \"ping\", \"description\": \"Pings\"}");
            RawGateway gateway = RawGateway.ready(sandbox);
            sandbox.write(ADA, sandbox.channel("news"), "/ping");
            JsonNode interaction = gateway.await("INTERACTION_CREATE");
            String token = interaction.path("token").asText();
            http.post("interactions/" + interaction.path("id").asText() + "/" + token + "/callback", "{\"type\": 5}");
            String webhook = "webhooks/" + sandbox.applicationId() + "/" + token;
            http.send("PATCH", webhook + "/messages/@original", "{\"content\": \"x\"}");
            http.get(webhook + "/nothing/here");
            http.get("webhooks/1/" + token);
            List<String> own = lines.text()
                    .lines()
                    .filter(line -> line.startsWith("digestbot.sandbox"))
                    .toList();
            assertThat(own).anyMatch(line -> line.contains("{token}/callback"));
            for (String secret : List.of(RawBot.TOKEN, token)) {
                String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
                assertThat(own).noneMatch(line -> line.contains(secret) || line.contains(encoded));
            }
        }
    }
}
