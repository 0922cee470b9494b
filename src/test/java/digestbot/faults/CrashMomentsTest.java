package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.TestDatabase;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at chosen moments.
@Tag("faults")
class CrashMomentsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long FIRST = 1_000;

    @TempDir
    Path folder;

    private FaultFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = FaultFixture.telegramWithDoor(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void goesOnPlanningWhereItStopped() throws Exception {
        int now = 20;
        int later = TestDatabase.isPostgres() ? 25_000 : 100_000; // planning takes several times as long there
        SeededSubscribers.of(fixture.botHome.database())
                .topics(List.of("trade"))
                .telegram(FIRST, now);
        // Planned like the others, and sent another day.
        SeededSubscribers.of(fixture.botHome.database())
                .topics(List.of("trade"))
                .telegramLater(FIRST + now, later, hoursAgo());
        fixture.sandbox.join(FIRST, now);
        kill(
                () -> fixture.drop(new MarkedDigests("trade", "a", 2)),
                () -> !fixture.read("SELECT 'cursor', cursor FROM planning WHERE cursor > 0")
                        .isEmpty());
        long planned = fixture.read("SELECT 'all', count(*) FROM delivery").get("all");
        assertThat(planned).as("killed in the middle of planning").isBetween(1L, now + later - 1L);

        BotProcess bot = fixture.start(BotProcess.QUICK);
        fixture.awaitPlanned(now + later);
        Awaitility.await()
                .atMost(LONG)
                .until(() -> fixture.states("digest").getOrDefault("sent", 0L) == now
                        && fixture.read("SELECT 'left', count(*) FROM planning").get("left") == 0);
        bot.kill();
        assertThat(fixture.read("SELECT 'once', count(DISTINCT subscription) FROM delivery_item"))
                .containsEntry("once", (long) now + later);
        assertThat(fixture.states("digest")).isEqualTo(Map.of("sent", (long) now, "queued", (long) later));
        String part =
                fixture.sandbox.received(SimulatedPlatform.TELEGRAM).get(FIRST).getFirst();
        Map<Long, List<String>> expected = LongStream.range(FIRST, FIRST + now)
                .boxed()
                .collect(Collectors.toMap(chat -> chat, _ -> List.of(part)));
        assertThat(DeliveryLedger.of(expected, fixture.sandbox.received(SimulatedPlatform.TELEGRAM))
                        .isSound())
                .isTrue();
    }

    @Test
    void takesEachDigestInOnceWhenItDiesInTheMiddle() throws Exception {
        int digests = 200; // ten transactions, so that it dies between two of them
        List<String> topics = IntStream.range(0, digests)
                .mapToObj(i -> "t" + (char) ('a' + i / 10) + (char) ('a' + i % 10))
                .toList();
        SeededSubscribers.of(fixture.botHome.database()).topics(topics).telegram(FIRST, 1);
        fixture.sandbox.join(FIRST, 1);
        kill(
                () -> {
                    for (String topic : topics) {
                        fixture.drop(new MarkedDigests(topic, topic, 1));
                    }
                },
                () -> fixture.read("SELECT 'all', count(*) FROM digest").get("all") > 3);
        assertThat(fixture.read("SELECT 'all', count(*) FROM digest").get("all"))
                .as("killed in the middle of the intake")
                .isLessThan(digests);

        BotProcess bot = fixture.start(BotProcess.QUICK);
        Awaitility.await("all are taken in and sent")
                .atMost(LONG)
                .until(() -> fixture.states("digest").equals(Map.of("sent", (long) digests)));
        assertThat(bot.end(BotProcess.SOON)).as("ended in time").isTrue();
        assertThat(fixture.read("SELECT topic, count(*) FROM digest JOIN revision r ON r.digest = digest.number"
                        + " WHERE state = 'published' GROUP BY topic"))
                .hasSize(digests)
                .allSatisfy((_, revisions) -> assertThat(revisions).isEqualTo(1));
        List<String> received =
                fixture.sandbox.received(SimulatedPlatform.TELEGRAM).get(FIRST);
        assertThat(received.stream().distinct()).hasSize(digests);
        assertThat(received.size() - digests).as("repeated").isLessThanOrEqualTo(FaultFixture.IN_FLIGHT);
    }

    @Test
    void handlesAnUpdateOnceThatTelegramWasNotToldOf() throws Exception {
        var chat = new SandboxPlace(FIRST, SandboxPlace.Kind.PRIVATE, "");
        fixture.sandbox.join(FIRST, 1);
        BotProcess bot = fixture.start(BotProcess.QUICK);
        fixture.awaitReady(bot);
        Awaitility.await()
                .atMost(LONG)
                .until(() -> fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).polls() > 0);
        // The poll that waits brings the command; the one that would confirm it never arrives.
        fixture.sandbox.network(SimulatedPlatform.TELEGRAM).cutPolls();
        assertThat(fixture.sandbox.ask(SimulatedPlatform.TELEGRAM, FIRST, chat, "/help", LONG))
                .isPresent();
        bot.kill();

        fixture.sandbox.network(SimulatedPlatform.TELEGRAM).clearFaults();
        bot = fixture.start(BotProcess.QUICK);
        fixture.awaitReady(bot);
        fixture.sandbox.write(SimulatedPlatform.TELEGRAM, FIRST, chat, "/topics");
        Awaitility.await("the next command is answered")
                .atMost(LONG)
                .until(() -> fixture.states("reply").getOrDefault("sent", 0L) >= 2);
        assertThat(bot.end(BotProcess.SOON)).as("ended in time").isTrue();
        assertThat(fixture.states("reply")).isEqualTo(Map.of("sent", 2L));
    }

    private interface Cause {
        void begin() throws Exception;
    }

    /// Starts the bot, begins something, and kills the bot as soon as the moment has come.
    private void kill(Cause cause, BooleanSupplier moment) throws Exception {
        try (BotProcess bot = fixture.start(BotProcess.QUICK)) {
            fixture.awaitReady(bot);
            cause.begin();
            long patience = System.nanoTime() + LONG.toNanos();
            while (!moment.getAsBoolean() && System.nanoTime() < patience) {
                LockSupport.parkNanos(1_000_000);
            }
            bot.kill();
        }
    }

    /// A time of the day that is further in the past than a delivery may be late.
    private static String hoursAgo() {
        return LocalTime.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC)
                .minusHours(6)
                .withSecond(0)
                .withNano(0)
                .toString();
    }
}
