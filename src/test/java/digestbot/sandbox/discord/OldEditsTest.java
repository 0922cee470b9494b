package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Discord limits the edits of messages older than an hour.
final class OldEditsTest {

    private final SettableClock clock = new SettableClock();
    private final DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, clock);
    private final Http http = new Http(sandbox, SandboxBot.TOKEN);
    private int edits;

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void limitsTheEditsOfAChannelsOldMessagesWhenTold() {
        SandboxPlace news = sandbox.channel("news");
        String old = message(news);
        String other = message(sandbox.channel("other"));
        clock.advance(Duration.ofMinutes(61));
        String young = message(news);
        edits(old, 200, 200, 200);
        sandbox.limitOldEdits(2, Duration.ofSeconds(90));
        edits(old, 200);
        clock.advance(Duration.ofSeconds(30));
        edits(old, 200, 429);
        edits(other, 200);
        edits(young, 200, 200, 200);
        Http.Reply refused = edit(old);
        assertThat(refused.code()).isEqualTo(30046);
        assertThat(refused.body().path("retry_after").asDouble()).isEqualTo(60);
        assertThat(refused.headers()).containsEntry("Retry-After", "60").containsEntry("Via", "1.1 google");
        clock.advance(Duration.ofSeconds(60));
        edits(old, 200);
    }

    @Test
    void leavesWhatIsNotAnHourOldAlone() {
        String message = message(sandbox.channel("news"));
        sandbox.limitOldEdits(0, Duration.ofSeconds(90));
        clock.advance(Duration.ofMinutes(59));
        edits(message, 200);
        clock.advance(Duration.ofMinutes(2));
        edits(message, 429);
    }

    private String message(SandboxPlace place) {
        String path = "channels/" + place.id() + "/messages";
        return path + "/"
                + http.post(path, "{\"content\": \"x\"}").body().path("id").asText();
    }

    private void edits(String message, int... statuses) {
        for (int status : statuses) {
            assertThat(edit(message).status()).isEqualTo(status);
        }
    }

    private Http.Reply edit(String message) {
        edits++;
        return http.send("PATCH", message, "{\"content\": \"edit " + edits + "\"}");
    }
}
