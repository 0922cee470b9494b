package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Undeletable;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.ShownDigestStore;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("database")
class CorrectionDeliveryTest {

    /// The notice to a chat that may have received a withdrawn digest.
    private static final String NOTICE = DeliveryFixture.TOPIC
            + ", Thu 5 February 2026: this digest was withdrawn. If you received it, please disregard it.";

    private static final String PARTS = "SELECT ordinal || ' ' || message_id || ' ' || view FROM part ORDER BY 1";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void editsOnlyThePartsThatChanged() {
        long digest = delivered("=a|b");
        correct(digest, 2, "=a|b");
        assertThat(corrections()).isEmpty();
        fixture.assertRows("SELECT cause || ' ' || state FROM delivery", "digest sent", "correction sent");
        correct(digest, 3, "=a|B");
        assertThat(corrections()).containsExactly("m-1-1: B");
    }

    @Test
    void sendsAFurtherPartSilentlyAndKnowsItTheNextTime() {
        long digest = delivered("=a");
        correct(digest, 2, "=a|b");
        assertThat(fixture.messenger.requests().getLast().silent()).isTrue();
        assertThat(corrections()).containsExactly("new: b");
        correct(digest, 3, "=a|c");
        assertThat(corrections()).containsExactly("new: b", "m-2-1: c");
    }

    @Test
    void editsAPartTooManyThatIsTooOldToBeDeleted() {
        fixture.messenger.deletableFor = Optional.of(Duration.ofDays(2));
        long digest = delivered("=a|b|c");
        fixture.clock.pass(Duration.ofHours(47));
        correct(digest, 2, "=a|b");
        assertThat(corrections()).containsExactly("m-1-2: (deleted)");
        fixture.assertRows(PARTS, "0 m-1-0 1:v:1:o", "1 m-1-1 1:v:1:o:1");
        fixture.clock.pass(Duration.ofHours(2));
        correct(digest, 3, "=A");
        assertThat(corrections()).containsExactly("m-1-2: (deleted)", "m-1-0: A", "m-1-1: —");
        correct(digest, 4, "=c");
        assertThat(corrections()).hasSize(4).last().isEqualTo("m-1-0: c");
    }

    @Test
    void emptiesWhatThePlatformDoesNotDeleteAndGoesOnWithTheRest() {
        long digest = delivered("=a|b|c");
        fixture.messenger.next(1, new Sent("m-1-0"), new Undeletable("message can't be deleted"));
        fixture.withdraw(digest);
        fixture.await("sent", 2);
        assertThat(corrections())
                .containsExactly("m-1-0: (deleted)", "m-1-1: (deleted)", "m-1-1: —", "m-1-2: (deleted)");
        fixture.assertRows("SELECT count(*) FROM part WHERE delivery = 1 AND message_id IS NOT NULL", "0");
    }

    @Test
    void anEditThatIsPutOffHoldsUpNothingElseOfItsChat() {
        long digest = delivered("=a");
        fixture.messenger.next(1, new Deferred(Duration.ofMinutes(5), "30046"));
        fixture.correctOnly(digest, 2, "=A");
        fixture.plan();
        fixture.awaitRows("SELECT state || ' ' || attempts FROM delivery WHERE reason = '30046'", "queued 0");
        fixture.say(1, "an answer");
        fixture.await("sent", 2);
        fixture.publish("=Friday");
        fixture.await("sent", 3);
        fixture.assertTexts(1, "a", "A", "an answer", "Friday");
        fixture.pass(Duration.ofMinutes(5));
        fixture.await("sent", 4);
        assertThat(fixture.messenger.texts(1)).last().isEqualTo("A");
    }

    @Test
    void makesTwoQuickCorrectionsOne() {
        long digest = delivered("=a");
        fixture.closeSenders();
        fixture.correct(digest, 2, "=b");
        fixture.correct(digest, 3, "=c");
        fixture.deliver(2);
        assertThat(corrections()).containsExactly("m-1-0: c");
    }

    @Test
    void correctsWhatWasHalfSentOnceItIsSent() {
        fixture.subscribe(1);
        fixture.messenger.next(1, new Sent("x"), new NotSent("the line broke"));
        long digest = fixture.publish("=a|b");
        fixture.dispatch();
        awaitFailure(2);
        fixture.correct(digest, 2, "=A|B");
        assertThat(fixture.due(Priority.CORRECTIONS)).isEmpty();
        fixture.pass(Duration.ofMinutes(1));
        fixture.await("sent", 2);
        fixture.assertTexts(1, "a", "b", "b", "A", "B");
    }

    /// What may change between the moment when a delivery is read and the one when it is claimed.
    enum Change {
        CORRECTED,
        WITHDRAWN,
        MOVED_TO_A_THREAD
    }

    @ParameterizedTest
    @EnumSource
    void claimsNothingThatHasChangedSinceItWasRead(Change change) {
        Subscriber reader = fixture.subscribe(1);
        long digest = fixture.publish("=a");
        Delivery read = fixture.due(Priority.DIGESTS).getFirst();
        switch (change) {
            case CORRECTED -> fixture.correct(digest, 2, "=b");
            case WITHDRAWN -> fixture.withdrawOnly(digest);
            case MOVED_TO_A_THREAD ->
                fixture.write(tx -> fixture.subscriptions.subscribe(tx, reader.number(), DeliveryFixture.TOPIC, 42));
        }
        assertThat(fixture.claim(read)).isEmpty();
        List<Delivery> now = fixture.due(Priority.DIGESTS);
        assertThat(now).hasSize(change == Change.WITHDRAWN ? 0 : 1);
        now.forEach(due -> assertThat(fixture.claim(due)).containsExactly(1L));
    }

    @Test
    void forgetsNoCorrectionThatComesWhileAnotherOneIsFoundToChangeNothing() {
        long digest = delivered("=a");
        fixture.closeSenders();
        fixture.correct(digest, 2, "=a");
        Delivery read = fixture.due(Priority.CORRECTIONS).getFirst();
        fixture.correct(digest, 3, "=b");
        fixture.write(tx -> fixture.store().settleUnchanged(tx, List.of(read), fixture.clock.instant()));
        fixture.deliver(2);
        assertThat(corrections()).containsExactly("m-1-0: b");
    }

    @Test
    void goesOnAfterACrashWithThePartsThatAreLeft() {
        long digest = delivered("=a|b|c");
        fixture.closeSenders();
        fixture.messenger.next(1, new Sent("m-1-0"), new Unconfirmed("the line broke"));
        fixture.correct(digest, 2, "=A|B|C");
        fixture.dispatch();
        awaitFailure(5);
        fixture.closeSenders();
        fixture.execute("UPDATE delivery SET state = 'in_flight', lease_until = 0 WHERE state = 'queued'");
        try (DeliveryFixture after = fixture.restarted()) {
            after.clock.pass(Duration.ofMinutes(1));
            after.deliver(2);
            assertThat(corrections()).containsExactly("m-1-0: A", "m-1-1: B", "m-1-1: B", "m-1-2: C");
        }
    }

    @Test
    void repeatsAFurtherPartWithTheSameNonce() {
        long digest = delivered("=a");
        fixture.messenger.next(1, new Sent("m-1-0"), new Unconfirmed("the line broke"));
        fixture.correct(digest, 2, "=A|B");
        awaitFailure(3);
        fixture.pass(Duration.ofMinutes(1));
        fixture.await("sent", 2);
        assertThat(fixture.messenger.requests().stream()
                        .filter(request -> request.text().equals("B")))
                .extracting(ScriptedMessenger.Request::nonce)
                .containsExactly("2-1", "2-1");
    }

    @Test
    void correctsAndTakesBackForFourteenDays() {
        long digest = delivered("=a");
        fixture.clock.pass(Duration.ofDays(14));
        correct(digest, 2, "=b");
        assertThat(corrections()).containsExactly("m-1-0: b");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.correct(digest, 3, "=c");
        fixture.withdraw(digest);
        fixture.assertRows("SELECT cause FROM delivery ORDER BY number", "digest", "correction");
    }

    @Test
    void holdsTheCorrectionOfAPausedChatAndMakesItHoweverLateThatIsBack() {
        long digest = delivered("=a");
        fixture.unreachable(1, "blocked");
        fixture.correct(digest, 2, "=b");
        assertThat(fixture.count("paused")).isEqualTo(1);
        fixture.clock.pass(Duration.ofDays(3));
        fixture.resume(1);
        fixture.await("sent", 2);
        assertThat(corrections()).containsExactly("m-1-0: b");
    }

    @Test
    void correctsAndTakesBackWhatAChatHasThatStopped() {
        long digest = delivered("=a");
        fixture.correct(digest, 2, "=b");
        fixture.stop(1);
        fixture.await("sent", 2);
        fixture.withdraw(digest);
        fixture.await("sent", 3);
        assertThat(corrections()).containsExactly("m-1-0: b", "m-1-0: (deleted)");
    }

    @Test
    void cancelsWhatWasBeingSentWhenItWasWithdrawnAndDidNotArrive() {
        fixture.subscribe(1);
        var asked = new AtomicBoolean();
        fixture.messenger.otherwise(request -> {
            if (request.text().equals("b") && !asked.getAndSet(true)) {
                fixture.withdraw(1);
                return new NotSent("the line broke");
            }
            return new Sent("m-" + request.nonce());
        });
        fixture.publish("=a|b");
        fixture.dispatchUntil("cancelled", 1);
        fixture.await("sent", 1);
        fixture.publish(6, "=next");
        fixture.await("sent", 2);
        fixture.assertTexts(1, "a", "b", "(deleted)", "next");
    }

    @Test
    void cancelsWhatWasWithdrawnWhileAProcessThatDiedHadIt() {
        long digest = fixture.publishTo(1, "=a");
        fixture.claim(fixture.due(Priority.DIGESTS).getFirst());
        fixture.withdraw(digest);
        fixture.dispatchUntil("cancelled", 1);
        fixture.publish(6, "=next");
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(1))
                .as("a notice, because the message may have arrived")
                .containsExactlyInAnyOrder("next", NOTICE);
    }

    @Test
    void namesWithANoticeWhatMayHaveArrivedBesideTheMessageThatItKnows() {
        long digest = delivered("=a");
        fixture.execute("UPDATE delivery SET may_have_arrived = 1");
        fixture.withdraw(digest);
        fixture.await("sent", 2);
        fixture.assertTexts(1, "a", "(deleted)", NOTICE);
        fixture.write(tx -> fixture.planner.withdrawn(tx, digest));
        fixture.plan();
        fixture.awaitLook();
        fixture.assertTexts(1, "a", "(deleted)", NOTICE);
    }

    @Test
    void sendsNothingOfWhatWasClaimedWhenItIsWithdrawn() {
        CountDownLatch answers = fixture.messenger.hold(_ -> true);
        fixture.subscribeAll(100);
        long digest = fixture.publish("=a|b");
        fixture.dispatch(DeliveryFixture.UNLIMITED, 2);
        fixture.await("in_flight", 100);
        fixture.awaitRequests(1);
        fixture.withdraw(digest);
        fixture.await("cancelled", 99);
        answers.countDown();
        fixture.await("cancelled", 100);
        fixture.awaitRest();
        assertThat(fixture.messenger.requests())
                .extracting(ScriptedMessenger.Request::text)
                .filteredOn(text -> !text.equals(ScriptedMessenger.DELETED))
                .as("what was in flight")
                .containsExactly("a");
    }

    @Test
    void leavesOutWhoCannotBeReachedAndWhatHasAnotherIdSinceTheChatMoved() {
        long digest = delivered("=a");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.move(1, -100);
        correct(digest, 2, "=b");
        assertThat(corrections()).isEmpty();
        fixture.execute("UPDATE delivery SET unreachable = 1");
        fixture.correct(digest, 3, "=c");
        fixture.assertRows("SELECT count(*) FROM delivery WHERE cause = 'correction'", "1");
    }

    @Test
    void goesBehindEditionsAndPlansThemFirst() {
        long digest = delivered("=a");
        fixture.correctOnly(digest, 2, "=b");
        fixture.publishOnly(DeliveryFixture.TOPIC, "=next");
        fixture.planner.planRange();
        fixture.assertRows("SELECT cause FROM delivery", "digest", "digest");
        fixture.planner.planRange();
        fixture.assertRows("SELECT cause || ' ' || priority FROM delivery", "digest 1", "digest 1", "correction 2");
    }

    @Test
    void correctsThePageThatAPressTurnedAMessageTo() {
        long digest = delivered("=a|b");
        press(digest, "m-1-1", new DigestView.OnePerspective(0));
        fixture.await("sent", 2);
        correct(digest, 2, "=A|b");
        assertThat(corrections()).containsExactly("m-1-1: a, one side", "m-1-0: A", "m-1-1: A, one side");
        fixture.assertRows(
                "SELECT ordinal || ' ' || p.view || ' ' || p.revision || ' ' || pressed FROM part p"
                        + " JOIN delivery d ON d.number = p.delivery AND d.cause = 'digest'",
                "0 1:v:1:o 2 0",
                "1 1:v:1:s0 2 1");
    }

    @Test
    void leavesAPageAloneThatShowsTheCorrectionAlready() {
        long digest = delivered("=a");
        fixture.closeSenders();
        fixture.correct(digest, 2, "=A");
        press(digest, "m-1-0", new DigestView.OnePerspective(0));
        fixture.deliver(3);
        assertThat(corrections()).containsExactly("m-1-0: A, one side");
    }

    @Test
    void sendsNoFurtherPartBehindAMessageThatItsReaderTurnedToSomethingElse() {
        long digest = delivered("=a");
        press(digest, "m-1-0", new DigestView.OnePerspective(0));
        fixture.await("sent", 2);
        correct(digest, 2, "=a|b");
        assertThat(corrections()).containsExactly("m-1-0: a, one side");
    }

    @Test
    void keepsWhatAPressShowsWhileItsMessageIsBeingCorrected() {
        long digest = delivered("=a");
        fixture.messenger.next(1, request -> {
            fixture.write(tx -> new ShownDigestStore()
                    .viewChanged(
                            tx,
                            chat(1).chat(),
                            "m-1-0",
                            fixture.edition(digest, 2, new DigestView.OnePerspective(0)),
                            0));
            return new Sent("m-1-0");
        });
        correct(digest, 2, "=A");
        fixture.assertRows("SELECT view || ' ' || revision || ' ' || pressed FROM part", "1:v:1:s0 2 1");
    }

    @Test
    void takesBackWhatWasSentAndCancelsWhatWasNot() {
        fixture.subscribe(2);
        fixture.deliverAt(fixture.subscribe(3), "20:00");
        fixture.deliverAt(fixture.subscribe(4), "20:00");
        fixture.stop(4);
        fixture.resume(4);
        long digest = delivered("=a|b", 2);
        fixture.stop(4);
        fixture.withdraw(digest);
        fixture.await("sent", 4);
        fixture.assertTexts(1, "a", "b", "(deleted)", "(deleted)");
        fixture.assertTexts(2, "a", "b", "(deleted)", "(deleted)");
        assertThat(fixture.count("cancelled")).isEqualTo(2);
        fixture.assertRows("SELECT count(*) FROM part", "0");
        fixture.assertRows("SELECT count(*) FROM planning", "0");
    }

    @Test
    void saysThatADigestIsWithdrawnWhereItIsTooOldToBeDeleted() {
        fixture.messenger.deletableFor = Optional.of(Duration.ofDays(2));
        long digest = delivered("=a|b");
        fixture.clock.pass(Duration.ofDays(3));
        fixture.withdraw(digest);
        fixture.await("sent", 2);
        assertThat(corrections())
                .containsExactly("m-1-0: This digest was withdrawn.", "m-1-1: This digest was withdrawn.");
        fixture.write(tx -> fixture.planner.withdrawn(tx, digest));
        fixture.plan();
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void takesBackWhatWasOnItsWayWhenItWasWithdrawn() {
        fixture.subscribe(1);
        var withdrawn = new AtomicBoolean();
        fixture.messenger.otherwise(request -> {
            if (!withdrawn.getAndSet(true)) {
                fixture.withdraw(1);
            }
            return new Sent("m-" + request.nonce());
        });
        fixture.publish("=a|b");
        fixture.dispatch();
        fixture.awaitRest();
        assertThat(fixture.messenger.texts(1))
                .as("the further part may be on its way, too")
                .isIn(List.of("a", "(deleted)"), List.of("a", "b", "(deleted)", "(deleted)"));
    }

    @Test
    void publishesAWithdrawnDigestAgainAlsoToThoseFromWhomItWasTaken() {
        long digest = delivered("=a");
        fixture.withdrawOnly(digest);
        fixture.publishAgain(digest, 2, "=b");
        fixture.await("sent", 3);
        assertThat(fixture.messenger.texts(1)).containsExactlyInAnyOrder("a", "(deleted)", "b");
    }

    @Test
    void turnsACorrectionThatWaitsIntoAWithdrawal() {
        long digest = delivered("=a");
        fixture.closeSenders();
        fixture.correct(digest, 2, "=b");
        fixture.withdraw(digest);
        fixture.deliver(2);
        assertThat(corrections()).containsExactly("m-1-0: (deleted)");
        fixture.assertRows("SELECT cause FROM delivery", "digest", "withdrawal");
    }

    private void press(long digest, String message, DigestView view) {
        fixture.write(tx ->
                fixture.outbox.replace(tx, chat(1), fixture.edition(digest, fixture.newest(digest), view), 0, message));
    }

    private long delivered(String title) {
        return delivered(title, 1);
    }

    private long delivered(String title, int sent) {
        long digest = fixture.publishTo(1, title);
        fixture.deliver(sent);
        return digest;
    }

    private void correct(long digest, int revision, String title) {
        long sent = fixture.count("sent");
        fixture.correct(digest, revision, title);
        fixture.await("sent", sent + 1);
    }

    /// Waits until the last of so many requests has failed and its delivery is queued again.
    private void awaitFailure(int requests) {
        fixture.awaitRequests(requests);
        fixture.await("queued", 1);
    }

    /// The requests after the first delivery: the edited message, and its present text.
    private List<String> corrections() {
        return fixture.messenger.requests().stream()
                .filter(request -> !request.nonce().startsWith("1-"))
                .map(request -> request.edits().orElse("new") + ": " + request.text())
                .toList();
    }

    @Nested
    class Planning {

        /// More than fit in one transaction, however much it has grown in those before.
        private static final int READERS = 6_000;

        private long digest;

        @BeforeEach
        void deliver() {
            fixture.subscribeAll(READERS);
            digest = fixture.publish("=a");
            fixture.write(tx -> {
                tx.execute("UPDATE delivery SET state = 'sent', claim = 1");
                tx.execute("UPDATE delivery_item SET revision = 1");
                tx.execute(
                        "INSERT INTO part (delivery, ordinal, view, message_id, sent_at)"
                                + " SELECT number, 0, '1:v:1:o', 'm-' || number, ? FROM delivery",
                        fixture.clock.millis());
            });
        }

        @Test
        void storesCorrectionsInSeveralTransactionsAlsoOfSeveralProcesses() {
            fixture.correctOnly(digest, 2, "=b");
            fixture.planner.planRange();
            assertThat(fixture.count("queued")).isBetween(1L, READERS - 1L);
            try (DeliveryFixture after = fixture.restarted()) {
                after.plan();
                after.assertRows("""
                SELECT c.cause || ' ' || c.state || ' ' || count(*) FROM delivery c
                JOIN delivery d ON d.number = c.corrects AND d.subscriber = c.subscriber
                JOIN delivery_item i ON i.delivery = c.number AND i.digest = 1 AND i.subscription IS NULL
                GROUP BY c.cause, c.state
                """, "correction queued " + READERS);
            }
        }

        @Test
        void beginsAnewWhereAFurtherCorrectionComesMeanwhile() {
            fixture.correctOnly(digest, 2, "=b");
            fixture.planner.planRange();
            fixture.execute("UPDATE delivery SET state = 'sent', claim = 1 WHERE cause = 'correction'");
            fixture.correct(digest, 3, "=c");
            assertThat(fixture.count("queued")).isEqualTo(READERS);
        }

        @Test
        void noticesWhatAnotherProcessWithdrew() {
            assertThat(fixture.planner.step()).isPositive();
            try (var other = new DeliveryFixture(fixture.file())) {
                other.withdrawOnly(digest);
            }
            fixture.plan();
            fixture.assertRows("SELECT DISTINCT cause FROM delivery WHERE state = 'queued'", "withdrawal");
        }
    }
}
