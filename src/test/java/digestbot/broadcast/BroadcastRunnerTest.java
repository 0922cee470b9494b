package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class BroadcastRunnerTest {

    private static final long OWNER = BroadcastFixture.OWNER;
    private static final Person AUTHOR = BroadcastFixture.AUTHOR;

    @TempDir
    Path folder;

    private BroadcastFixture broadcastFixture;
    private DeliveryFixture fixture;

    @BeforeEach
    void open() {
        open(new ScriptedMessenger());
    }

    private void open(ScriptedMessenger messenger) {
        broadcastFixture = new BroadcastFixture(folder.resolve("d.sqlite"), messenger, Platform.TELEGRAM);
        fixture = broadcastFixture.fixture;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anAnnouncementReachesEverybodyOnceAndItsReportSaysSo() {
        fixture.subscribeAll(3);
        fixture.dispatch();
        long number = confirmed("**News**");
        fixture.await("sent", 1);
        tendUntilOver(number);
        fixture.await("sent", 5);
        assertThat(fixture.messenger.requests().stream()
                        .filter(request -> request.chat() != OWNER)
                        .map(ScriptedMessenger.Request::chat))
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(reports()).containsExactly("Sending… ░░░░░░░░░░ 0 of 3 (0 %)", "edit: Sent: 3");
        assertThat(state(number)).isEqualTo(BroadcastState.DONE);
    }

    @Test
    void theReportFillsInPlaceAtMostEveryThreeSeconds() {
        fixture.subscribeAll(20);
        var permits = new Semaphore(0);
        fixture.messenger.otherwise(request -> {
            if (request.chat() != OWNER) {
                permits.acquireUninterruptibly();
            }
            return new SendResult.Sent("m-" + request.nonce());
        });
        fixture.dispatch();
        long number = confirmed("News");
        fixture.await("sent", 1);
        broadcastFixture.rounds.runRound();
        permits.release(10);
        fixture.await("sent", 11);
        fixture.pass(Duration.ofSeconds(2));
        broadcastFixture.rounds.runRound();
        fixture.pass(Duration.ofSeconds(3));
        broadcastFixture.rounds.runRound();
        await().until(() -> reports().size() == 2);
        permits.release(4);
        fixture.await("sent", 16);
        fixture.pass(Duration.ofSeconds(2));
        broadcastFixture.rounds.runRound();
        fixture.pass(Duration.ofSeconds(2));
        broadcastFixture.rounds.runRound();
        await().until(() -> reports().size() == 3);
        permits.release(6);
        fixture.await("sent", 23);
        tendUntilOver(number);
        fixture.await("sent", 24);
        assertThat(reports())
                .containsExactly(
                        "Sending… ░░░░░░░░░░ 0 of 20 (0 %)",
                        "edit: Sending… ▓▓▓▓▓░░░░░ 10 of 20 (50 %) · 2/s · 5 s left",
                        "edit: Sending… ▓▓▓▓▓▓▓░░░ 14 of 20 (70 %) · 1/s · 6 s left",
                        "edit: Sent: 20");
    }

    @Test
    void theReportCountsFailuresByCause() {
        fixture.subscribeAll(6);
        fixture.messenger.next(2, new SendResult.Unreachable("blocked"));
        fixture.messenger.next(3, new SendResult.Rejected("message refused"));
        fixture.messenger.next(4, new SendResult.Rejected("message refused"));
        fixture.messenger.next(5, new SendResult.Rejected("chat closed"));
        fixture.dispatch();
        long number = confirmed("News");
        fixture.await("sent", 1);
        tendUntilOver(number);
        await().until(() -> reports().size() == 2);
        assertThat(reports().getLast())
                .isEqualTo("edit: Sent: 2 · unreachable: 1 · failed: 3 (message refused: 2, chat closed: 1)");
    }

    @Test
    void theReportSpeaksItsReadersLanguage() {
        fixture.write(tx -> {
            var persons = new PersonStore();
            persons.recordSeen(tx, AUTHOR, fixture.clock.instant());
            persons.chooseLanguage(tx, AUTHOR, "de");
        });
        fixture.subscribeAll(1);
        fixture.dispatch();
        confirmed("News");
        fixture.await("sent", 1);
        assertThat(reports()).containsExactly("Wird gesendet … ░░░░░░░░░░ 0 von 1 (0 %)");
    }

    @Test
    void aDraftIsSentOnceAlone() {
        fixture.subscribeAll(3);
        long number = confirmed("News");
        assertThat(send(number)).isInstanceOf(StartResult.AlreadyDecided.class);
        planAll(number);
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'broadcast'"))
                .containsExactly("3");
        assertThat(fixture.rows("SELECT count(*) FROM shared_content")).containsExactly("1");
    }

    @Test
    void aRestartInTheMiddleGoesOnAndNobodyGetsItTwice() {
        fixture.subscribeAll(12_000);
        long number = confirmed("News");
        assertThat(broadcastFixture.ranges.plan(number)).isTrue();
        fixture.dispatch();
        await().until(() -> fixture.messenger.count() > 1_000);
        fixture.close();
        ScriptedMessenger messenger = fixture.messenger;
        open(messenger);
        assertThat(broadcastFixture.ranges.plan(number)).isTrue();
        fixture.dispatch();
        tendUntilOver(number);
        assertThat(fixture.rows("SELECT count(*) || ' ' || count(DISTINCT subscriber) FROM delivery"
                        + " WHERE cause = 'broadcast' AND state = 'sent'"))
                .containsExactly("12000 12000");
        assertThat(messenger.requests().stream()
                        .map(ScriptedMessenger.Request::chat)
                        .filter(chat -> chat != OWNER)
                        .distinct())
                .hasSize(12_000);
        assertThat(state(number)).isEqualTo(BroadcastState.DONE);
    }

    @Test
    void whatIsNotOnItsWayIsNotSentOnceItIsStopped() {
        fixture.subscribeAll(6_000);
        long number = confirmed("News");
        planAll(number);
        fixture.dispatch(new PlatformLimits(200, 1, 0), 4);
        await().until(() -> fixture.count("sent") > 50);
        fixture.write(tx -> broadcastFixture.control.stop(tx, number, BroadcastFixture.BY));
        tendUntilOver(number);
        long sent = sent();
        assertThat(sent).isBetween(50L, 3_500L);
        await().untilAsserted(() -> assertThat(reports()).last().asString().startsWith("edit: Stopped"));
        assertThat(reports().getLast())
                .isEqualTo("edit: Stopped. Sent: %,d · skipped: %,d".formatted(sent, 6_000 - sent));
        assertThat(state(number)).isEqualTo(BroadcastState.STOPPED);
        broadcastFixture.rounds.runRound();
        assertThat(sent()).isEqualTo(sent);
    }

    @Test
    void oneStoppedBeforeAllIsPlannedReachesNobodyElse() {
        fixture.subscribeAll(6_000);
        long number = drafted("News");
        broadcastFixture.send(number, Optional.empty());
        broadcastFixture.ranges.plan(number);
        fixture.write(tx -> broadcastFixture.control.stop(tx, number, BroadcastFixture.BY));
        tendUntilOver(number);
        assertThat(fixture.rows(
                        "SELECT state || ' ' || count(*) FROM delivery WHERE cause = 'broadcast' GROUP BY state"))
                .containsExactly("cancelled 1000");
        assertThat(line(number)).isEqualTo("Stopped. Sent: 0 · skipped: 6,000");
    }

    @Test
    void itGoesOnThoughItsReportCannotBeSent() {
        fixture.subscribeAll(3);
        fixture.messenger.next(OWNER, new SendResult.Unreachable("blocked"));
        fixture.dispatch();
        long number = confirmed("News");
        fixture.await("paused", 1);
        tendUntilOver(number);
        assertThat(line(number)).isEqualTo("Sent: 3");
    }

    @Test
    void itNeedsNoReport() {
        fixture.subscribeAll(3);
        fixture.dispatch();
        long number = drafted("News");
        broadcastFixture.send(number, Optional.empty());
        tendUntilOver(number);
        assertThat(line(number)).isEqualTo("Sent: 3");
    }

    private long drafted(String text) {
        return broadcastFixture.drafted(text);
    }

    private long confirmed(String text) {
        long number = drafted(text);
        assertThat(send(number)).isInstanceOf(StartResult.Started.class);
        return number;
    }

    private StartResult send(long number) {
        return broadcastFixture.send(number, Optional.of(DeliveryFixture.chat(OWNER)));
    }

    private void planAll(long number) {
        while (broadcastFixture.ranges.plan(number)) {
            // Until nothing is left.
        }
    }

    private void tendUntilOver(long number) {
        broadcastFixture.tendUntilOver(number);
    }

    private BroadcastState state(long number) {
        return broadcastFixture.find(number).state();
    }

    private String line(long number) {
        return broadcastFixture.line(number);
    }

    private long sent() {
        return Long.parseLong(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'broadcast' AND state = 'sent'")
                .getFirst());
    }

    private List<String> reports() {
        return broadcastFixture.reports();
    }
}
