package digestbot.broadcast;

import static digestbot.broadcast.BroadcastFixture.BY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Broadcasts from their confirmation to their end, with the actions of operators.
@Tag("database")
class RunningBroadcastsTest {

    private static final long OWNER = BroadcastFixture.OWNER;

    @RegisterExtension
    private final BroadcastFixture broadcasts = new BroadcastFixture(Platform.TELEGRAM);

    private final DeliveryFixture fixture = broadcasts.fixture;
    private final ScriptedMessenger messenger = fixture.messenger;

    @Test
    void textAndPictureReachEverybodyOnceAndTheReportSaysSo() {
        fixture.subscribeAll(3);
        fixture.dispatch();
        long number = broadcasts.sent(broadcasts.drafted("News", Picture.of(BroadcastFixture.PNG)));
        fixture.await("sent", 1);
        broadcasts.tendUntilOver(number);
        fixture.await("sent", 5);
        assertThat(messenger.requests().stream()
                        .filter(request -> request.chat() != OWNER)
                        .map(ScriptedMessenger.Request::chat))
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        for (long chat = 1; chat <= 3; chat++) {
            assertThat(messenger.texts(chat)).singleElement().asString().startsWith("News\npicture.png\n");
        }
        assertThat(broadcasts.reports()).containsExactly("Sending… ░░░░░░░░░░ 0 of 3 (0%)", "edit: Sent: 3");
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.DONE);
        fixture.write(
                tx -> broadcasts.service.sendTest(tx, broadcasts.find(number), List.of(DeliveryFixture.chat(7)), BY));
        await().untilAsserted(() -> assertThat(messenger.texts(7))
                .singleElement()
                .isEqualTo(messenger.texts(1).getFirst()));
    }

    @Test
    void theReportFillsInPlaceAtMostEveryThreeSeconds() {
        fixture.subscribeAll(20);
        var permits = new Semaphore(0);
        messenger.otherwise(request -> {
            if (request.chat() != OWNER) {
                permits.acquireUninterruptibly();
            }
            return new Sent("m-" + request.nonce());
        });
        fixture.dispatch();
        long number = broadcasts.sent("News");
        fixture.await("sent", 1);
        broadcasts.tend();
        permits.release(10);
        fixture.await("sent", 11);
        fixture.pass(Duration.ofSeconds(2));
        broadcasts.tend();
        fixture.pass(Duration.ofSeconds(3));
        broadcasts.tend();
        Waiting.exactly(2, broadcasts::reports);
        permits.release(4);
        fixture.await("sent", 16);
        fixture.pass(Duration.ofSeconds(2));
        broadcasts.tend();
        fixture.pass(Duration.ofSeconds(2));
        broadcasts.tend();
        Waiting.exactly(3, broadcasts::reports);
        permits.release(6);
        fixture.await("sent", 23);
        broadcasts.tendUntilOver(number);
        broadcasts.awaitReports(
                "Sending… ░░░░░░░░░░ 0 of 20 (0%)",
                "edit: Sending… ▓▓▓▓▓░░░░░ 10 of 20 (50%) · 2/s · 5 s left",
                "edit: Sending… ▓▓▓▓▓▓▓░░░ 14 of 20 (70%) · 1/s · 6 s left",
                "edit: Sent: 20");
    }

    @Test
    void theReportCountsFailuresByCauseAndOnlyWhatFailedIsSentAgain() {
        fixture.subscribeAll(6);
        messenger.next(2, new Unreachable("blocked"));
        messenger.next(3, new Rejected("message refused"));
        messenger.next(4, new Rejected("message refused"));
        messenger.next(5, new Rejected("chat closed"));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        fixture.await("sent", 1);
        broadcasts.tendUntilOver(number);
        broadcasts.awaitLastReport("edit: Sent: 2 · unreachable: 1 · failed: 3 (message refused: 2, chat closed: 1)");
        assertThat(broadcasts.retry(number)).isTrue();
        broadcasts.tendUntilOver(number);
        broadcasts.awaitLastReport("edit: Sent: 5 · unreachable: 1");
        fixture.assertTexts(1, "News");
        fixture.assertTexts(2, "News");
        fixture.assertTexts(3, "News", "News");
    }

    @Test
    void theReportSpeaksItsReadersLanguage() {
        fixture.write(tx -> {
            var persons = new PersonStore();
            persons.recordSeen(tx, BroadcastFixture.AUTHOR, fixture.clock.instant());
            persons.chooseLanguage(tx, BroadcastFixture.AUTHOR, "de");
        });
        fixture.subscribeAll(1);
        broadcasts.sent("News");
        fixture.deliver(1);
        broadcasts.awaitReports("Wird gesendet … ░░░░░░░░░░ 0 von 1 (0 %)");
    }

    @Test
    void itGoesOnThoughItsReportCannotBeSent() {
        fixture.subscribeAll(3);
        messenger.next(OWNER, new Unreachable("blocked"));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        fixture.await("paused", 1);
        broadcasts.tendUntilOver(number);
        assertThat(broadcasts.line(number)).isEqualTo("Sent: 3");
    }

    @Test
    void aDraftIsSentOnceAlone() {
        fixture.subscribeAll(3);
        long number = broadcasts.sent("News");
        assertThat(broadcasts.send(number, Optional.empty())).isEqualTo(Decision.ALREADY_DECIDED);
        assertThat(broadcasts.tend()).isPositive();
        fixture.assertRows("SELECT count(*) FROM delivery WHERE cause = 'broadcast'", "3");
        fixture.assertRows("SELECT count(*) FROM shared_content", "1");
    }

    @Test
    void aRestartInTheMiddleGoesOnAndNobodyGetsItTwice() {
        fixture.subscribeAll(2_500);
        long number = broadcasts.sent("News");
        assertThat(broadcasts.runner.step()).isZero();
        fixture.dispatch();
        await().untilAsserted(() -> assertThat(messenger.count()).isGreaterThan(500));
        try (BroadcastFixture after = broadcasts.restarted()) {
            assertThat(after.runner.step()).isZero();
            after.fixture.dispatch();
            after.tendUntilOver(number);
            after.fixture.assertRows(
                    "SELECT count(*) || ' ' || count(DISTINCT subscriber) FROM delivery"
                            + " WHERE cause = 'broadcast' AND state = 'sent'",
                    "2500 2500");
            assertThat(messenger.requests().stream()
                            .map(ScriptedMessenger.Request::chat)
                            .filter(chat -> chat != OWNER)
                            .distinct())
                    .hasSize(2_500);
            assertThat(after.state(number)).isEqualTo(BroadcastState.DONE);
        }
    }

    @Test
    void whatIsNotOnItsWayIsNotSentOnceItIsStopped() {
        fixture.subscribeAll(3_000);
        CountDownLatch open = broadcasts.takeOnly(50);
        fixture.dispatch();
        long number = broadcasts.sent("News");
        broadcasts.tend();
        Waiting.count("received", 50, broadcasts::received);
        assertThat(broadcasts.stop(number)).isTrue();
        open.countDown();
        broadcasts.tendUntilOver(number);
        long sent = broadcasts.received();
        assertThat(sent).as("besides 50, what was claimed").isBetween(50L, 2_500L);
        broadcasts.awaitLastReport("edit: Stopped. Sent: %,d · skipped: %,d".formatted(sent, 3_000 - sent));
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.STOPPED);
        broadcasts.tend();
        assertThat(broadcasts.received()).isEqualTo(sent);
    }

    @Test
    void oneStoppedBeforeAllIsPlannedReachesNobodyElse() {
        fixture.subscribeAll(3_000);
        long number = broadcasts.drafted("News");
        broadcasts.send(number, Optional.empty());
        assertThat(broadcasts.runner.step()).as("more is left to plan").isZero();
        broadcasts.stop(number);
        broadcasts.tendUntilOver(number);
        fixture.assertRows(
                "SELECT state || ' ' || count(*) FROM delivery WHERE cause = 'broadcast' GROUP BY state",
                "cancelled 1000");
        assertThat(broadcasts.line(number)).isEqualTo("Stopped. Sent: 0 · skipped: 3,000");
    }

    @Test
    void nothingMoreIsSentWhileItIsPausedAlsoAfterARestart() {
        fixture.subscribeAll(2_500); // more than are claimed at once
        CountDownLatch open = broadcasts.takeOnly(20);
        long number = broadcasts.sent("News");
        broadcasts.tend();
        fixture.dispatch();
        Waiting.count("received", 20, broadcasts::received);
        assertThat(broadcasts.pause(number)).isTrue();
        open.countDown();
        fixture.awaitRest(); // a claim that began before the pause may end after it
        long before = broadcasts.received();
        broadcasts.tend();
        await().untilAsserted(
                        () -> assertThat(broadcasts.reports()).last().asString().startsWith("edit: Paused"));
        try (BroadcastFixture after = broadcasts.restarted()) {
            assertThat(after.state(number)).isEqualTo(BroadcastState.PAUSED);
            after.fixture.dispatch();
            after.fixture.awaitLook();
            assertThat(after.received()).isEqualTo(before);
            assertThat(after.resume(number, BY)).isTrue();
            after.tendUntilOver(number);
            assertThat(after.received()).isEqualTo(2_500);
            assertThat(after.state(number)).isEqualTo(BroadcastState.DONE);
        }
    }

    @Test
    void aPausedOneHoldsUpNoOtherAndCanBeStopped() {
        fixture.subscribeAll(5);
        long paused = broadcasts.sent("News");
        broadcasts.tend();
        broadcasts.pause(paused);
        fixture.dispatch();
        long other = broadcasts.sent("News");
        broadcasts.tendUntilOver(other);
        assertThat(broadcasts.line(other)).isEqualTo("Sent: 5");
        assertThat(broadcasts.line(paused)).isEqualTo("Paused ░░░░░░░░░░ 0 of 5 (0%)");
        assertThat(broadcasts.stop(paused)).isTrue();
        broadcasts.tendUntilOver(paused);
        assertThat(broadcasts.line(paused)).isEqualTo("Stopped. Sent: 0 · skipped: 5");
    }

    @Test
    void aRetryAndAWithdrawalDoNotChangeHowLongItTook() {
        fixture.subscribeAll(3);
        messenger.next(2, new Rejected("no"));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        fixture.clock.pass(Duration.ofMinutes(2));
        broadcasts.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number)).containsExactly(3L, 2L, 1L);
        fixture.clock.pass(Duration.ofHours(5));
        broadcasts.retry(number);
        broadcasts.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number)).containsExactly(3L, 3L, 0L);
        broadcasts.withdraw(number);
        fixture.clock.pass(Duration.ofHours(5));
        broadcasts.tendUntilOver(number);
        assertThat(duration(number)).isEqualTo(Duration.ofMinutes(2));
        assertThat(counts(number)).as("of the broadcast, not of the withdrawal").containsExactly(3L, 3L, 0L);
    }

    private Duration duration(long number) {
        return broadcasts.find(number).sendState().orElseThrow().duration(fixture.clock.instant());
    }

    private List<Long> counts(long number) {
        SendState ended = broadcasts.find(number).sendState().orElseThrow();
        return List.of(ended.expectedRecipients(), ended.sent(), ended.failed());
    }

    @Test
    void whatWasSentIsTakenBackAndNobodyElseGetsIt() {
        fixture.subscribeAll(5);
        messenger.next(2, new Unreachable("blocked"));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        fixture.await("sent", 1);
        broadcasts.tendUntilOver(number);
        assertThat(broadcasts.withdraw(number)).isTrue();
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News", ScriptedMessenger.DELETED);
        fixture.assertTexts(2, "News");
        broadcasts.awaitLastReport("edit: Withdrawn: 4");
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.WITHDRAWN);
        assertThat(broadcasts.withdraw(number)).as("a second time").isFalse();
        assertThat(broadcasts.retry(number)).as("a retry after it").isFalse();
    }

    @Test
    void whatWaitsForAnotherAttemptIsNotSentOnceItIsTakenBack() {
        fixture.subscribeAll(3);
        messenger.next(2, new RateLimited(Duration.ofMinutes(5), LimitScope.CHAT));
        messenger.next(3, new Unconfirmed("status 502"));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        broadcasts.tend();
        fixture.awaitRows(
                "SELECT reason FROM delivery WHERE state = 'queued' ORDER BY reason",
                "status 502",
                "the platform asked to wait");
        broadcasts.withdraw(number);
        fixture.pass(Duration.ofHours(1));
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News", ScriptedMessenger.DELETED);
        fixture.assertTexts(2, "News");
        fixture.assertTexts(3, "News");
    }

    @Test
    void whatIsTooOldToBeDeletedSaysThatItWasWithdrawn() {
        fixture.subscribeAll(1);
        messenger.deletableFor = Optional.of(Duration.ofDays(2));
        fixture.dispatch();
        long number = broadcasts.sent("News");
        broadcasts.tendUntilOver(number);
        fixture.clock.pass(Duration.ofDays(3));
        broadcasts.withdraw(number);
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News", "This announcement was withdrawn.");
    }

    @Test
    void oneThatRunsIsTakenBackAtOnce() {
        fixture.subscribeAll(3_000);
        CountDownLatch open = broadcasts.takeOnly(20);
        long number = broadcasts.sent("News");
        broadcasts.tend();
        fixture.dispatch();
        Waiting.count("received", 20, broadcasts::received);
        broadcasts.withdraw(number);
        open.countDown();
        broadcasts.tendUntilOver(number);
        long seen = requests("News");
        assertThat(seen).as("besides 20, what was claimed").isLessThan(2_500);
        assertThat(requests(ScriptedMessenger.DELETED)).isEqualTo(seen);
    }

    private long requests(String text) {
        return messenger.requests().stream()
                .filter(request -> request.text().equals(text))
                .count();
    }

    @Test
    void anActionHasAnEffectAndIsRecordedOnlyWhereTheStateAllowsIt() {
        fixture.subscribeAll(2);
        long draft = broadcasts.drafted("Later");
        assertThat(broadcasts.pause(draft)).as("pausing a draft").isFalse();
        assertThat(broadcasts.resume(draft, BY)).as("resuming a draft").isFalse();
        assertThat(broadcasts.stop(draft)).as("stopping a draft").isFalse();
        assertThat(broadcasts.retry(draft)).as("retrying a draft").isFalse();
        assertThat(broadcasts.withdraw(draft)).as("withdrawing a draft").isFalse();
        assertThat(broadcasts.state(draft)).isEqualTo(BroadcastState.DRAFT);
        long running = broadcasts.sent("News");
        assertThat(broadcasts.resume(running, BY)).as("resuming what runs").isFalse();
        assertThat(broadcasts.pause(running)).isTrue();
        assertThat(broadcasts.pause(running)).as("pausing a second time").isFalse();
        assertThat(broadcasts.discard(running)).as("discarding what was sent").isFalse();
        assertThat(broadcasts.retry(running)).as("retrying what is not over").isFalse();
        assertThat(broadcasts.audit())
                .extracting(AuditEntry::action)
                .containsExactly(AuditAction.BROADCAST_PAUSED, AuditAction.BROADCAST_SENT);
    }
}
