package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.outside.BotProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bot as a separate process, stopped with TERM; the platforms' simulators run in this process.
@Tag("faults")
class ProcessTest {

    private static final int SUBSCRIBERS = 500;
    private static final int IN_FLIGHT = 32;

    @TempDir
    Path folder;

    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private BotProcess process;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        fixture.subscribeReaders(9_000, SUBSCRIBERS, 0);
        process = bot();
        await().until(() -> fixture.telegram.polls() > 0 && fixture.discord.connected());
    }

    @AfterEach
    void stop() throws Exception {
        process.close();
        fixture.close();
    }

    @Test
    void termEndsTheBotCleanlyWithinFiveSecondsInTheMiddleOfAFanOut() throws Exception {
        assertThat(process.log())
                .containsPattern("digestbot .+ started: watching .+, Telegram and Discord, "
                        + "(no console|console http://127\\.0\\.0\\.1:\\d+)\\. Ctrl-C to stop\\.");
        dropAndAwait(20);
        assertThat(process.end(BotProcess.SOON)).as("ended in time").isTrue();
        assertThat(process.log()).doesNotContain("Exception", "unfinished", "timed out");

        process = bot();
        await().until(() -> received().size() == SUBSCRIBERS);
        assertThat(received().values()).as("nothing twice after a clean end").allMatch(times -> times == 1);
    }

    private void dropAndAwait(int messages) throws IOException {
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        await().until(() -> fixture.telegram.delivered() >= messages);
    }

    /// The number of copies of the new digest that each chat received.
    private Map<Long, Integer> received() {
        Map<Long, Integer> times = new HashMap<>();
        fixture.telegram.requests().stream()
                .filter(request -> request.path().equals("sendMessage") && request.status() == 200)
                .forEach(request -> times.merge(request.body().path("chat_id").asLong(), 1, Integer::sum));
        return times;
    }

    private BotProcess bot() throws IOException {
        Path config = fixture.configFile("delivery: {in-flight: %d}".formatted(IN_FLIGHT));
        return BotProcess.start(config, folder.resolve("log.txt"), BotProcess.QUICK);
    }
}
