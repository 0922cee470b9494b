package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.SendResult;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscordMessengerTest extends DiscordContract {

    DiscordMessengerTest(DiscordFixture fixture) {
        super(fixture);
    }

    @Override
    SandboxPlace fresh() {
        return fixture.channel();
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Blocked());
    }

    @Override
    protected Optional<Messenger<DiscordMessage>> withoutServer() {
        return Optional.of(fixture.offline(Duration.ZERO));
    }

    @Override
    protected List<String> shown(Destination chat) {
        return fixture.sandbox.screen(place(chat)).stream()
                .map(DiscordFixture::text)
                .toList();
    }

    @Override
    protected boolean refusesDoubles() {
        return true;
    }

    @Test
    void aPauseOfOneChannelConcernsNoOtherAndThatOfAllSendsNothing() {
        assertThat(fixture.send(faulty(new SandboxFault.Throttled(1, Duration.ofMillis(2_500))), "hello"))
                .isEqualTo(new SendResult.RateLimited(Duration.ofMillis(2_500), false));
        assertThat(fixture.send(reachable(), "hello")).isInstanceOf(SendResult.Sent.class);
        assertThat(fixture.offline(Duration.ofMinutes(3)).delete(reachable(), "1"))
                .isEqualTo(new SendResult.RateLimited(Duration.ofMinutes(3), true));
    }

    @Test
    void reachesDirectMessagesByTheirIdAloneAfterARestart() {
        SandboxPlace direct = fixture.sandbox.directMessages(DiscordFixture.person(501, "Ada"));
        fixture.restart();
        assertThat(fixture.send(InteractionChat.privateChat(direct.id()), "hello"))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(fixture.fromBot(direct)).hasSize(1);
    }

    @Test
    void aThreadIsWrittenToInsteadOfItsChannel() {
        SandboxPlace thread = fresh();
        Destination channel = reachable();
        assertThat(fixture.send(new Destination(channel.chat(), thread.id()), "hello"))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(fixture.fromBot(thread)).hasSize(1);
        assertThat(shown(channel)).isEmpty();
    }

    @Test
    void aNonceIsEnforced() {
        Destination chat = reachable();
        messenger().send(chat, messenger().render(SampleContents.text("hush")), "q1", true);
        JsonNode body = request(chat).body();
        assertThat(body.path("nonce").asText()).isEqualTo("q1");
        assertThat(body.path("enforce_nonce").asBoolean()).as("enforce_nonce").isTrue();
    }
}
