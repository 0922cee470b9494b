package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.TestDatabase;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.outside.BotProcess;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("faults")
class CrashMomentsTest {

    private static final long LATER = 20_000;

    @TempDir
    Path folder;

    private FaultFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = FaultFixture.withFaultyNetworks(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void goesOnPlanningWhereItStopped() throws Exception {
        int now = 20;
        int later = TestDatabase.isPostgres() ? 25_000 : 100_000; // planning takes several times as long there
        var digest = new MarkedDigests("trade", "a", 2);
        List<Long> chats =
                fixture.subscribe(new Crowd(now, 0, 0), List.of(digest)).get(SimulatedPlatform.TELEGRAM);
        // Planned like the others, and sent another day.
        SeededSubscribers.of(fixture.botHome.location())
                .topics(List.of("trade"))
                .telegramLater(LATER, later, hoursAgo());

        kill(() -> fixture.drop(digest), () -> fixture.number("SELECT count(*) FROM planning WHERE cursor > 0") > 0);
        assertThat(fixture.number("SELECT count(*) FROM delivery"))
                .as("killed in the middle of planning")
                .isBetween(1L, now + later - 1L);

        BotProcess bot = fixture.start();
        fixture.awaitPlanned(now + later);
        Awaitility.await("what is due is sent, and all is planned")
                .atMost(FaultFixture.FAN_OUT)
                .until(() -> fixture.states("digest").equals(Map.of("sent", (long) now, "queued", (long) later))
                        && fixture.number("SELECT count(*) FROM planning") == 0);
        bot.kill();
        assertThat(fixture.number("SELECT count(DISTINCT subscription) FROM delivery_item"))
                .as("each is planned once")
                .isEqualTo((long) now + later);
        String part = fixture.sandbox
                .received(SimulatedPlatform.TELEGRAM)
                .get(chats.getFirst())
                .getFirst();
        DeliveryLedger ledger = fixture.ledger(SimulatedPlatform.TELEGRAM, chats, List.of(part));
        assertThat(ledger.isSound()).as(ledger::toString).isTrue();
    }

    @Test
    void takesEachDigestInOnceWhenItDiesInTheMiddle() throws Exception {
        int count = 200; // ten transactions, so that it dies between two of them
        List<MarkedDigests> digests = IntStream.range(0, count)
                .mapToObj(i -> "t" + (char) ('a' + i / 10) + (char) ('a' + i % 10))
                .map(topic -> new MarkedDigests(topic, topic, 1))
                .toList();
        List<Long> chats = fixture.subscribe(new Crowd(1, 0, 0), digests).get(SimulatedPlatform.TELEGRAM);
        kill(
                () -> {
                    for (MarkedDigests digest : digests) {
                        fixture.drop(digest);
                    }
                },
                () -> fixture.number("SELECT count(*) FROM digest") > 3);
        assertThat(fixture.number("SELECT count(*) FROM digest"))
                .as("killed in the middle of the intake")
                .isLessThan(count);

        BotProcess bot = fixture.start();
        Awaitility.await("all are taken in and sent")
                .atMost(FaultFixture.FAN_OUT)
                .until(() -> fixture.states("digest").equals(Map.of("sent", (long) count)));
        FaultFixture.end(bot);
        assertThat(fixture.read("SELECT topic, count(*) FROM digest JOIN revision r ON r.digest = digest.number"
                        + " WHERE state = 'published' GROUP BY topic"))
                .hasSize(count)
                .allSatisfy(
                        (topic, revisions) -> assertThat(revisions).as(topic).isEqualTo(1));
        List<String> received =
                fixture.sandbox.received(SimulatedPlatform.TELEGRAM).get(chats.getFirst());
        assertThat(received.stream().distinct()).hasSize(count);
        assertThat(received.size() - count).as("repeated").isLessThanOrEqualTo(FaultFixture.IN_FLIGHT);
    }

    @Test
    void handlesAnUpdateOnceThatTelegramWasNotToldOf() throws Exception {
        long person = fixture.privateChats(1).getFirst();
        var chat = new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, "");
        BotProcess bot = fixture.startReady();
        Awaitility.await("a poll")
                .until(() -> fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).polls() > 0);
        // The waiting poll brings the command; the poll that would confirm it never arrives.
        fixture.sandbox.network(SimulatedPlatform.TELEGRAM).cutPolls();
        assertThat(fixture.sandbox.ask(SimulatedPlatform.TELEGRAM, person, chat, "/help", Duration.ofMinutes(2)))
                .as("answer to /help")
                .isPresent();
        bot.kill();
        fixture.sandbox.network(SimulatedPlatform.TELEGRAM).clearFaults();
        bot = fixture.startReady();
        fixture.sandbox.write(SimulatedPlatform.TELEGRAM, person, chat, "/topics");
        fixture.awaitReplies(2);
        FaultFixture.end(bot);
        assertThat(fixture.states("reply")).as("replies").isEqualTo(Map.of("sent", 2L));
    }

    private interface Cause {
        void begin() throws Exception;
    }

    /// Kills the bot as soon as the moment has come.
    private void kill(Cause cause, BooleanSupplier moment) throws Exception {
        try (BotProcess _ = fixture.startReady()) {
            cause.begin();
            Awaitility.await("the moment").pollInterval(Duration.ofMillis(1)).until(moment::getAsBoolean);
        }
    }

    /// Further in the past than a delivery may be late.
    private static String hoursAgo() {
        return LocalTime.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC)
                .minusHours(6)
                .withSecond(0)
                .withNano(0)
                .toString();
    }
}
