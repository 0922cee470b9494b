package digestbot.sandbox.discord;

import static digestbot.sandbox.discord.RawBot.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GatewayTest {

    @RegisterExtension
    final RawBot bot = new RawBot();

    @Test
    void refusesAWrongTokenAndUndueIntents() {
        assertThat(closeCode("wrong", 0)).isEqualTo(4004);
        assertThat(closeCode(RawBot.TOKEN, 1 << 15)).isEqualTo(4014);
    }

    @Test
    void tellsHowManyShardsToHaveAndHowManySessionsAreLeft() {
        bot.sandbox.recommendShards(2);
        bot.sandbox.sessionStartsLeft(5);
        RawGateway.ready(bot.sandbox);
        JsonNode told = bot.http.get("gateway/bot").body();
        assertThat(told.path("shards").asInt()).isEqualTo(2);
        assertThat(told.path("url").asText()).isEqualTo(bot.sandbox.gatewayUrl().toString());
        assertThat(told.at("/session_start_limit/remaining").asInt()).isEqualTo(4);
    }

    @Test
    void tellsThePersonWhenNoBotIsThere() {
        bot.http.post(bot.commands, "{\"name\": \"ping\", \"description\": \"Pings\"}");
        bot.sandbox.acknowledgeWithin(Duration.ofMillis(20));
        SandboxPlace place = bot.sandbox.directMessages(ADA);
        bot.sandbox.write(ADA, place, "/ping");
        assertThat(bot.seen(SandboxEvent.Toast.class))
                .containsExactly(new SandboxEvent.Toast(place, ADA, "The application did not respond"));
    }

    private int closeCode(String token, int intents) {
        RawGateway gateway = new RawGateway(bot.sandbox);
        gateway.identify(token, intents);
        return gateway.closeCode();
    }
}
