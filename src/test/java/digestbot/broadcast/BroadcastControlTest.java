package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.database.QueryPlans;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class BroadcastControlTest {

    private static final Actor BY = Actor.of(BroadcastFixture.AUTHOR);

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
        broadcastFixture.close();
    }

    @Test
    void anActionIsRecordedOnceAndOnlyWhereTheStateAllowsIt() {
        fixture.subscribeAll(2);
        long number = confirmed();
        fixture.write(tx -> {
            assertThat(broadcastFixture.control.resume(tx, number, BroadcastFixture.BY))
                    .isFalse();
            assertThat(broadcastFixture.control.pause(tx, number, BroadcastFixture.BY))
                    .isTrue();
            assertThat(broadcastFixture.control.pause(tx, number, BroadcastFixture.BY))
                    .isFalse();
            assertThat(broadcastFixture.broadcasts.discard(tx, number, BroadcastFixture.BY))
                    .isFalse();
            assertThat(broadcastFixture.control.retry(tx, number, BroadcastFixture.BY, Optional.empty()))
                    .isFalse();
        });
        assertThat(fixture.database.<List<AuditAction>>read(tx -> new AuditStore()
                        .page(tx, 10, 0).stream().map(AuditEntry::action).toList()))
                .containsExactly(AuditAction.BROADCAST_PAUSED, AuditAction.BROADCAST_SENT);
    }

    @Test
    void nothingMoreIsSentWhileItIsPausedAlsoAfterARestart() {
        fixture.subscribeAll(2_000);
        long number = confirmed();
        fixture.dispatch(new PlatformLimits(40, 1, 0), 4);
        broadcastFixture.rounds.runRound();
        await().until(() -> sent() > 20);
        fixture.write(tx -> assertThat(broadcastFixture.control.pause(tx, number, BroadcastFixture.BY))
                .isTrue());
        await().until(() -> fixture.count("in_flight") == 0);
        long before = sent();
        broadcastFixture.rounds.runRound();
        await().untilAsserted(() ->
                assertThat(broadcastFixture.reports()).last().asString().startsWith("edit: Paused"));
        broadcastFixture.close();
        open(fixture.messenger);
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.PAUSED);
        fixture.dispatch();
        fixture.say(3_000, "Something else");
        await().until(() -> fixture.messenger.texts(3_000).contains("Something else"));
        assertThat(sent()).isEqualTo(before);
        fixture.write(tx ->
                assertThat(broadcastFixture.control.resume(tx, number, BY)).isTrue());
        broadcastFixture.tendUntilOver(number);
        assertThat(sent()).isEqualTo(2_000);
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DONE);
    }

    @Test
    void onePausedHoldsUpNoOther() {
        fixture.subscribeAll(50);
        long paused = confirmed();
        broadcastFixture.rounds.runRound();
        fixture.write(tx -> broadcastFixture.control.pause(tx, paused, BroadcastFixture.BY));
        fixture.dispatch();
        long other = confirmed();
        broadcastFixture.tendUntilOver(other);
        assertThat(broadcastFixture.line(other)).isEqualTo("Sent: 50");
        assertThat(broadcastFixture.line(paused)).isEqualTo("Paused ░░░░░░░░░░ 0 of 50 (0 %)");
    }

    @Test
    void aPausedOneCanBeStopped() {
        fixture.subscribeAll(5);
        long number = confirmed();
        broadcastFixture.rounds.runRound();
        fixture.write(tx -> broadcastFixture.control.pause(tx, number, BroadcastFixture.BY));
        fixture.write(tx -> assertThat(broadcastFixture.control.stop(tx, number, BroadcastFixture.BY))
                .isTrue());
        fixture.dispatch();
        broadcastFixture.tendUntilOver(number);
        assertThat(broadcastFixture.line(number)).isEqualTo("Stopped. Sent: 0 · skipped: 5");
    }

    @Test
    void onlyWhatFailedIsSentAgain() {
        fixture.subscribeAll(5);
        fixture.messenger.next(2, new SendResult.Rejected("message refused"));
        fixture.messenger.next(3, new SendResult.Unreachable("blocked"));
        fixture.dispatch();
        long number = confirmed();
        fixture.await("sent", 1);
        broadcastFixture.tendUntilOver(number);
        await().until(() -> broadcastFixture.reports().size() == 2);
        assertThat(broadcastFixture.reports().getLast())
                .isEqualTo("edit: Sent: 3 · unreachable: 1 · failed: 1 (message refused: 1)");
        fixture.write(tx -> {
            assertThat(broadcastFixture.control.failureCountMatches(tx, number, OptionalLong.of(20)))
                    .isFalse();
            assertThat(broadcastFixture.control.failureCountMatches(tx, number, OptionalLong.empty()))
                    .isFalse();
            assertThat(broadcastFixture.control.failureCountMatches(tx, number, OptionalLong.of(1)))
                    .isTrue();
        });
        fixture.write(tx -> assertThat(broadcastFixture.control.retry(tx, number, BY, Optional.empty()))
                .isTrue());
        broadcastFixture.tendUntilOver(number);
        await().untilAsserted(() ->
                assertThat(broadcastFixture.reports()).last().isEqualTo("edit: Sent: 4 · unreachable: 1"));
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
        assertThat(fixture.messenger.texts(2)).containsExactly("News", "News");
        assertThat(fixture.messenger.texts(3)).containsExactly("News");
    }

    @Test
    void aRetryAndAWithdrawalDoNotChangeHowLongItTook() {
        fixture.subscribeAll(3);
        fixture.messenger.next(2, new SendResult.Rejected("no"));
        fixture.dispatch();
        long number = confirmed();
        fixture.clock.pass(Duration.ofMinutes(2));
        broadcastFixture.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number)).isEqualTo(new BroadcastReporter.BroadcastCounts(3, 2, 1));
        fixture.clock.pass(Duration.ofHours(5));
        fixture.write(tx -> broadcastFixture.control.retry(tx, number, BY, Optional.empty()));
        broadcastFixture.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number)).isEqualTo(new BroadcastReporter.BroadcastCounts(3, 3, 0));
        fixture.write(tx -> broadcastFixture.control.withdraw(tx, number, BY, Optional.empty()));
        fixture.clock.pass(Duration.ofHours(5));
        broadcastFixture.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number))
                .as("of the broadcast, not of the withdrawal")
                .isEqualTo(new BroadcastReporter.BroadcastCounts(3, 3, 0));
    }

    private Duration duration(long number) {
        return broadcastFixture.find(number).sendState().orElseThrow().duration(fixture.clock.instant());
    }

    private BroadcastReporter.BroadcastCounts counts(long number) {
        return BroadcastReporter.finalCounts(broadcastFixture.find(number))
                .orElseGet(() -> fixture.database.read(
                        tx -> broadcastFixture.reporter.counts(tx, broadcastFixture.find(number))));
    }

    @Test
    void whatWasSentIsTakenBackAndNobodyElseGetsIt() {
        fixture.subscribeAll(5);
        fixture.messenger.next(2, new SendResult.Unreachable("blocked"));
        fixture.dispatch();
        long number = confirmed();
        fixture.await("sent", 1);
        broadcastFixture.tendUntilOver(number);
        fixture.write(
                tx -> assertThat(broadcastFixture.control.withdraw(tx, number, BroadcastFixture.BY, Optional.empty()))
                        .isTrue());
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News", ScriptedMessenger.DELETED);
        assertThat(fixture.messenger.texts(2)).containsExactly("News");
        await().untilAsserted(
                        () -> assertThat(broadcastFixture.reports()).last().isEqualTo("edit: Withdrawn: 4"));
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.WITHDRAWN);
        fixture.write(
                tx -> assertThat(broadcastFixture.control.withdraw(tx, number, BroadcastFixture.BY, Optional.empty()))
                        .isFalse());
        fixture.write(tx -> assertThat(broadcastFixture.control.retry(tx, number, BY, Optional.empty()))
                .isFalse());
    }

    @Test
    void whatIsTooOldToBeDeletedSaysThatItWasWithdrawn() {
        fixture.subscribeAll(1);
        fixture.messenger.deletableFor = Optional.of(Duration.ofDays(2));
        fixture.dispatch();
        long number = confirmed();
        broadcastFixture.tendUntilOver(number);
        fixture.clock.pass(Duration.ofDays(3));
        fixture.write(tx -> broadcastFixture.control.withdraw(tx, number, BroadcastFixture.BY, Optional.empty()));
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News", "This announcement was withdrawn.");
    }

    @Test
    void oneThatRunsIsTakenBackAtOnce() {
        fixture.subscribeAll(3_000);
        long number = confirmed();
        broadcastFixture.rounds.runRound();
        fixture.dispatch(new PlatformLimits(300, 1, 0), 4);
        await().until(() -> sent() > 20);
        fixture.write(tx -> broadcastFixture.control.withdraw(tx, number, BroadcastFixture.BY, Optional.empty()));
        broadcastFixture.tendUntilOver(number);
        long seen = fixture.messenger.requests().stream()
                .filter(request -> request.text().equals("News"))
                .count();
        long deleted = fixture.messenger.requests().stream()
                .filter(request -> request.text().equals(ScriptedMessenger.DELETED))
                .count();
        assertThat(seen).isLessThan(2_900);
        assertThat(deleted).isEqualTo(seen);
    }

    @Test
    void whatMakesNoSenseHasNoEffect() {
        fixture.subscribeAll(1);
        long draft = broadcastFixture.drafted("News");
        fixture.write(tx -> {
            assertThat(broadcastFixture.control.pause(tx, draft, BroadcastFixture.BY))
                    .isFalse();
            assertThat(broadcastFixture.control.resume(tx, draft, BY)).isFalse();
            assertThat(broadcastFixture.control.stop(tx, draft, BroadcastFixture.BY))
                    .isFalse();
            assertThat(broadcastFixture.control.retry(tx, draft, BY, Optional.empty()))
                    .isFalse();
            assertThat(broadcastFixture.control.withdraw(tx, draft, BroadcastFixture.BY, Optional.empty()))
                    .isFalse();
        });
        assertThat(broadcastFixture.find(draft).state()).isEqualTo(BroadcastState.DRAFT);
    }

    /// A paused broadcast may have a million deliveries in front of all others.
    @Test
    void whatIsDueOfOneIsFoundWithoutThoseOfAnother() {
        fixture.write(tx -> {
            var steps = QueryPlans.of(
                    tx,
                    inner -> inner.handle()
                            .createQuery(
                                    "SELECT min(next_at) FROM delivery WHERE platform = 'telegram' AND shared_content = 1"
                                            + " AND state = 'queued' AND next_at <= 5")
                            .mapTo(Long.class)
                            .findOne());
            assertThat(steps).anyMatch(step -> step.contains("shared_states"));
        });
    }

    private long confirmed() {
        long number = broadcastFixture.drafted("News");
        assertThat(broadcastFixture.send(number, Optional.of(DeliveryFixture.chat(BroadcastFixture.OWNER))))
                .isInstanceOf(StartResult.Started.class);
        return number;
    }

    private long sent() {
        return Long.parseLong(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'broadcast' AND state = 'sent'")
                .getFirst());
    }
}
