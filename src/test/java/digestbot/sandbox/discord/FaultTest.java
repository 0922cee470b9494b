package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server's refusals. How the adapter takes them is the contract of messengers.
final class FaultTest {

    private static final String MESSAGE = "{\"content\": \"x\"}";

    @RegisterExtension
    final RawBot bot = new RawBot();

    @Test
    void enforcesFiveMessagesInFiveSecondsOnlyWhenTold() {
        bot.sandbox.limits().enforce(true);
        for (int left = 4; left >= 0; left--) {
            assertThat(bot.say(bot.news, MESSAGE).headers())
                    .containsEntry("X-RateLimit-Limit", "5")
                    .containsEntry("X-RateLimit-Remaining", Integer.toString(left));
        }
        Http.Reply sixth = bot.say(bot.news, MESSAGE);
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.headers()).containsEntry("X-RateLimit-Scope", "user");
        assertThat(sixth.body().path("retry_after").asDouble()).isEqualTo(5);
        bot.sandbox.limits().enforce(false);
        bot.say(bot.news, MESSAGE).assertStatus(200);
    }

    @Test
    void limitsTheEditsOfAChannelsOldMessagesWhenTold() {
        String old = message(bot.news);
        String other = message(bot.sandbox.channel("other"));
        bot.pass(Duration.ofMinutes(61));
        String young = message(bot.news);
        edits(old, 200, 200, 200);
        bot.sandbox.limits().limitOldEdits(2, Duration.ofSeconds(90));
        edits(old, 200);
        bot.pass(Duration.ofSeconds(30));
        edits(old, 200, 429);
        edits(other, 200);
        edits(young, 200, 200, 200);
        Http.Reply refused = edit(old, "again");
        assertThat(refused.code()).isEqualTo(30046);
        assertThat(refused.body().path("retry_after").asDouble()).isEqualTo(60);
        assertThat(refused.headers()).containsEntry("Retry-After", "60").containsEntry("Via", "1.1 google");
        bot.pass(Duration.ofSeconds(60));
        edits(old, 200);
        bot.sandbox.limits().limitOldEdits(0, Duration.ofSeconds(90));
        bot.pass(Duration.ofSeconds(-100));
        edits(young, 200);
        bot.pass(Duration.ofMinutes(61));
        edits(young, 429);
    }

    private String message(SandboxPlace place) {
        return "channels/" + place.id() + "/messages/"
                + bot.say(place, MESSAGE).body().path("id").asText();
    }

    private void edits(String message, int... statuses) {
        for (int status : statuses) {
            assertThat(edit(message, "edit " + bot.sandbox.requests().size()).status())
                    .isEqualTo(status);
        }
    }

    private Http.Reply edit(String message, String content) {
        return bot.http.send("PATCH", message, "{\"content\": \"" + content + "\"}");
    }
}
