package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.database.TestDatabase;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The latency of the whole bot, from an interaction's arrival until its answer arrives at Discord.
/// The median of several is judged, since whatever else the machine does affects some of them.
@Tag("bench")
class DiscordLatencyTest {

    /// A server shares the processors with the bot, and is tested while other tests run.
    private static final Duration LONGEST = TestDatabase.isPostgres() ? Duration.ofMillis(300) : Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP = 5;
    private static final int MEASURED = 11;

    @TempDir
    static Path folder;

    private static BotFixture fixture;
    private static Bot bot;
    private static SandboxPerson ada;
    private static SandboxPlace channel;

    @BeforeAll
    static void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int topic = 0; topic < 10; topic++) {
            fixture.drop("t" + topic + ".md", BotFixture.digest("topic-" + topic, today.toString(), "Something new"));
        }
        bot = Bot.start(fixture.config(), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        await().atMost(PATIENCE)
                .until(() -> fixture.discord.suggest(ada, channel, "/today ").size() == 10);
    }

    @AfterAll
    static void stop() {
        bot.close();
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "/why",
                "/topics",
                "/subscribe topic-4",
                "/unsubscribe topic-4",
                "/settings",
                "/help",
                "/broadcast"
            })
    void everyCommandIsAnsweredInUnderATenthOfASecond(String command) {
        assertSwift(command, () -> fixture.discord.write(ada, channel, command));
    }

    @Test
    void everyPressIsAnsweredInUnderATenthOfASecond() {
        fixture.discord.write(ada, channel, "/today topic-3");
        await().atMost(PATIENCE).until(() -> shown().isPresent());
        long message = shown().orElseThrow();
        assertSwift("a press", () -> fixture.discord.press(ada, channel, message, 2, 0));
    }

    @Test
    void suggestionsComeInUnderATenthOfASecond() {
        assertSwift("a suggestion", () -> fixture.discord.suggest(ada, channel, "/perspective ch"));
    }

    private static void assertSwift(String what, Runnable action) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            Duration time = timed(action);
            if (i >= WARM_UP) {
                times.add(time);
            }
        }
        times.sort(null);
        Duration median = times.get(MEASURED / 2);
        System.out.printf("%-28s median %.1f ms, longest %.1f ms%n", what, millis(median), millis(times.getLast()));
        assertThat(median).as(what).isLessThan(LONGEST);
    }

    private static Duration timed(Runnable action) {
        int before = fixture.discord.requests().size();
        Instant start = Instant.now();
        action.run();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> callback(before).isPresent());
        return Duration.between(start, callback(before).orElseThrow().at());
    }

    private static Optional<RecordedRequest> callback(int after) {
        return fixture.discord.requests().stream()
                .skip(after)
                .filter(made -> made.path().endsWith("/callback"))
                .findFirst();
    }

    /// The last message of the bot that has buttons for a digest's views.
    private static Optional<Long> shown() {
        return fixture.discord.screen(channel).stream()
                .filter(message ->
                        message.author().isEmpty() && message.onlyFor().isEmpty())
                .filter(message -> BotFixture.text(List.of(message)).contains("China]"))
                .map(message -> message.id())
                .reduce((_, last) -> last);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
