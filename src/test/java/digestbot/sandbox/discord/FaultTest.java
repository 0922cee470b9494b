package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages that the bot sends by itself, and their faults, through JDA.
final class FaultTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");

    private static SandboxBot bot;

    @BeforeAll
    static void start() throws InterruptedException {
        bot = new SandboxBot();
    }

    @AfterAll
    static void stop() {
        bot.close();
    }

    @Test
    void deliversToAChannel() {
        SandboxPlace place = bot.sandbox.channel("plain");
        long id = say(place, "hello").complete().getIdLong();
        assertThat(bot.sandbox.screen(place)).extracting(ShownMessage::id).containsExactly(id);
    }

    @Test
    void opensDirectMessagesAndRefusesThemToWhomBlocksTheBot() {
        SandboxPlace place = bot.sandbox.directMessages(ADA);
        var channel = bot.jda.openPrivateChannelById(ADA.id()).complete();
        assertThat(channel.getIdLong()).isEqualTo(place.id());
        channel.sendMessage("hello").complete();
        assertThat(bot.sandbox.screen(place)).hasSize(1);
        bot.sandbox.fault(place, new SandboxFault.Blocked());
        assertRefused(channel.sendMessage("hello?"), ErrorResponse.CANNOT_SEND_TO_USER);
        bot.sandbox.fault(place, new SandboxFault.None());
        channel.sendMessage("hello!").complete();
        assertThatThrownBy(() -> bot.jda.openPrivateChannelById(77).complete())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(50033));
    }

    @Test
    void refusesAccessToAChannelItWasRemovedFrom() {
        SandboxPlace place = bot.sandbox.channel("removed");
        bot.sandbox.fault(place, new SandboxFault.Removed());
        assertRefused(say(place, "x"), ErrorResponse.MISSING_ACCESS);
    }

    @Test
    void doesNotKnowAChannelThatIsGone() {
        SandboxPlace place = bot.sandbox.channel("gone");
        bot.sandbox.fault(place, new SandboxFault.Gone());
        assertRefused(say(place, "x"), ErrorResponse.UNKNOWN_CHANNEL);
    }

    @Test
    void throttlesAndDeliversAfterTheWait() {
        SandboxPlace place = bot.sandbox.channel("throttled");
        long before = bot.sandbox.throttled();
        bot.sandbox.fault(place, new SandboxFault.Throttled(1, Duration.ofSeconds(1)));
        say(place, "patient").complete();
        assertThat(bot.sandbox.throttled()).isEqualTo(before + 1);
        bot.sandbox.fault(place, new SandboxFault.Throttled(1, Duration.ofMillis(1_500)));
        assertThatThrownBy(() -> say(place, "impatient").complete(false))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.getRetryAfter()).isEqualTo(2_000));
        assertThat(bot.sandbox.screen(place)).hasSize(1);
    }

    @Test
    void answersThrottlingAsDiscordDoes() {
        SandboxPlace place = bot.sandbox.channel("throttled-raw");
        bot.sandbox.fault(place, new SandboxFault.Throttled(1, Duration.ofMillis(1_500)));
        Http.Reply reply = raw().post("channels/" + place.id() + "/messages", "{\"content\": \"x\"}");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body().path("retry_after").asDouble()).isEqualTo(1.5);
        assertThat(reply.body().path("global").asBoolean(true)).isFalse();
        assertThat(reply.headers())
                .containsEntry("Retry-After", "2")
                .containsEntry("Via", "1.1 google")
                .containsKeys("X-RateLimit-Bucket", "X-RateLimit-Scope");
    }

    @Test
    void failsAsAServerAndDeliversNothing() {
        SandboxPlace place = bot.sandbox.channel("failing");
        bot.sandbox.fault(place, new SandboxFault.ServerError(1, 500));
        assertThatThrownBy(() -> say(place, "x").complete()).isInstanceOf(ErrorResponseException.class);
        assertThat(bot.sandbox.screen(place)).isEmpty();
        say(place, "x").complete();
        bot.sandbox.fault(place, new SandboxFault.ServerError(1, 502));
        assertThat(raw().post("channels/" + place.id() + "/messages", "{\"content\": \"x\"}")
                        .headers())
                .containsEntry("Content-Type", "text/html");
    }

    @Test
    void cutsTheConnectionAfterTheDelivery() {
        SandboxPlace place = bot.sandbox.channel("cut");
        bot.sandbox.fault(place, new SandboxFault.CutAfterDelivery(1));
        String path = "channels/" + place.id() + "/messages";
        String body = "{\"content\": \"x\", \"nonce\": \"cut\", \"enforce_nonce\": true}";
        assertThatThrownBy(() -> raw().post(path, body)).isInstanceOf(UncheckedIOException.class);
        assertThat(bot.sandbox.screen(place)).hasSize(1);
        assertThat(raw().post(path, body).status()).isEqualTo(200);
        assertThat(bot.sandbox.screen(place)).hasSize(1);
    }

    @Test
    void refusesAMessageAsMalformed() {
        SandboxPlace place = bot.sandbox.channel("refusing");
        bot.sandbox.fault(place, new SandboxFault.Refused(1));
        assertRefused(say(place, "x"), ErrorResponse.INVALID_FORM_BODY);
        say(place, "x").complete();
    }

    @Test
    void enforcesFiveMessagesInFiveSecondsOnlyWhenTold() {
        SandboxPlace place = bot.sandbox.channel("limited");
        String path = "channels/" + place.id() + "/messages";
        bot.sandbox.enforceLimits(true);
        try {
            for (int i = 4; i >= 0; i--) {
                assertThat(raw().post(path, "{\"content\": \"x\"}").headers())
                        .containsEntry("X-RateLimit-Limit", "5")
                        .containsEntry("X-RateLimit-Remaining", Integer.toString(i));
            }
            Http.Reply sixth = raw().post(path, "{\"content\": \"x\"}");
            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.headers()).containsEntry("X-RateLimit-Scope", "user");
            assertThat(sixth.body().path("retry_after").asDouble()).isBetween(0.0, 5.0);
        } finally {
            bot.sandbox.enforceLimits(false);
        }
        assertThat(raw().post(path, "{\"content\": \"x\"}").status()).isEqualTo(200);
    }

    @Test
    void tellsTheBotOfADeletedChannel() {
        SandboxPlace place = bot.sandbox.channel("deleted");
        say(place, "x").complete();
        bot.sandbox.deleteChannel(place);
        assertThat(raw().post("channels/" + place.id() + "/messages", "{\"content\": \"x\"}")
                        .code())
                .isEqualTo(10003);
        await().until(() -> bot.jda.getTextChannelById(place.id()) == null);
    }

    @Test
    void answersWhatItDoesNotKnowBy404() {
        Http.Reply reply = raw().get("guilds/" + bot.sandbox.guildId() + "/bans");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).hasToString("{\"message\":\"404: Not Found\",\"code\":0}");
        assertThat(raw().get("guilds/1").code()).isEqualTo(10004);
        assertThat(raw().get("guilds/" + bot.sandbox.guildId() + "/members/1").code())
                .isEqualTo(10007);
        assertThat(raw().get("channels/" + bot.sandbox.channel("plain").id())
                        .body()
                        .path("name")
                        .asText())
                .isEqualTo("plain");
    }

    private static Http raw() {
        return new Http(bot.sandbox, SandboxBot.TOKEN);
    }

    private static RestAction<Message> say(SandboxPlace place, String text) {
        await().until(() -> bot.jda.getTextChannelById(place.id()) != null);
        TextChannel channel = Objects.requireNonNull(bot.jda.getTextChannelById(place.id()));
        return channel.sendMessageComponents(TextDisplay.of(text)).useComponentsV2();
    }

    private static void assertRefused(RestAction<?> action, ErrorResponse response) {
        assertThatThrownBy(action::complete)
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        e -> assertThat(e.getErrorResponse()).isEqualTo(response));
    }
}
