package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.database.TestDatabase;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The latency of the whole bot, from an interaction's arrival until its answer arrives at Discord.
/// The median counts, because other load on the machine affects some of the measurements.
@Tag("bench")
class DiscordLatencyTest extends BotStory {

    private static final int WARM_UP = 5;
    private static final int MEASURED = 11;

    @Test
    void everyCommandAndPressIsAnsweredAtOnce() throws Exception {
        for (int topic = 0; topic < 10; topic++) {
            fixture.drop("t" + topic + ".md", BotFixture.digest("topic-" + topic, TODAY, "Something new"));
        }
        start("");
        SandboxPlace channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        until(() -> fixture.discord.suggested(ada, channel, "/today ").size() == 10);
        Map<String, Runnable> actions = new LinkedHashMap<>();
        for (String command : List.of(
                "/today",
                "/today topic-3",
                "/perspective china topic-3",
                "/yesterday",
                "/digest yesterday",
                "/search something new",
                "/search side say perspective:china",
                "/changes",
                "/sources topic-3",
                "/missed",
                "/topics",
                "/subscribe topic-4",
                "/unsubscribe topic-4",
                "/settings",
                "/help",
                "/broadcast")) {
            actions.put(command, () -> fixture.discord.write(ada, channel, command));
        }
        discord.write("/today topic-3", "Something new");
        actions.put("a press", this::pressAnything);
        actions.put("a suggestion", () -> fixture.discord.suggested(ada, channel, "/perspective ch"));
        Map<String, Duration> medians = new LinkedHashMap<>();
        actions.forEach((name, action) -> medians.put(name, median(action)));
        System.out.println("median until the answer arrives at Discord: " + medians);
        // A server shares the processors with the bot.
        Duration longest = Duration.ofMillis(TestDatabase.isPostgres() ? 300 : 100);
        assertThat(medians.values()).as("medians of %s", medians).allMatch(median -> median.compareTo(longest) < 0);
    }

    private void pressAnything() {
        ShownMessage message = discord.newest();
        String label = ChatDriver.buttons(message)
                .filter(button -> button.enabled() && button.url().isEmpty())
                .findFirst()
                .orElseThrow()
                .label();
        discord.pressOnly(message, label);
    }

    private Duration median(Runnable action) {
        return Stream.generate(() -> timed(action))
                .limit(WARM_UP + MEASURED)
                .skip(WARM_UP)
                .sorted()
                .toList()
                .get(MEASURED / 2);
    }

    private Duration timed(Runnable action) {
        int before = fixture.discord.requests().size();
        Instant start = Instant.now();
        action.run();
        await().until(() -> callback(before).isPresent());
        return Duration.between(start, callback(before).orElseThrow().at());
    }

    private Optional<RecordedRequest> callback(int after) {
        return fixture.discord.requests().stream()
                .skip(after)
                .filter(made -> made.path().endsWith("/callback"))
                .findFirst();
    }
}
