package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SecretsTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(event.getFormattedMessage());
        }
    }

    @Test
    void logsNeitherTheBotsTokenNorAnInteractions() {
        Logger logger = (Logger) LoggerFactory.getLogger("digestbot.sandbox");
        Level before = logger.getLevel();
        Lines lines = new Lines();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.TRACE);
        String interactionToken;
        try {
            interactionToken = talk();
        } finally {
            logger.setLevel(before);
            logger.detachAppender(lines);
        }
        assertThat(lines.all).anyMatch(line -> line.contains("{token}/callback"));
        for (String secret : new String[] {SandboxBot.TOKEN, interactionToken}) {
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            assertThat(lines.all).noneMatch(line -> line.contains(secret) || line.contains(encoded));
        }
    }

    /// Uses a token in every way.
    ///
    /// @return the interaction's token
    private static String talk() {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system())) {
            Http http = new Http(sandbox, SandboxBot.TOKEN);
            http.post(
                    "applications/" + sandbox.applicationId() + "/commands",
                    "{\"name\": \"ping\", \"description\": \"Pings\"}");
            RawGateway gateway = RawGateway.ready(sandbox);
            SandboxPlace news = sandbox.channel("news");
            sandbox.write(ADA, news, "/ping");
            JsonNode interaction = gateway.await("INTERACTION_CREATE");
            String token = interaction.path("token").asText();
            http.post("interactions/" + interaction.path("id").asText() + "/" + token + "/callback", "{\"type\": 5}");
            String webhook = "webhooks/" + sandbox.applicationId() + "/" + token;
            http.send("PATCH", webhook + "/messages/@original", "{\"content\": \"x\"}");
            http.get(webhook + "/nothing/here");
            http.get("webhooks/1/" + token);
            return token;
        }
    }
}
