package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The state of a message that shows several days when one of them is corrected or withdrawn.
@Tag("database")
class GatheringCorrectionsTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private long monday;
    private long tuesday;
    private long wednesday;

    @BeforeEach
    void open() {
        fixture.subscribe(7);
        monday = fixture.publish(2, "Monday");
        tuesday = fixture.publish(3, "Tuesday");
        wednesday = fixture.publish(4, "Wednesday");
    }

    @Test
    void showsTheCorrectedDigestInsteadOfTheOneBefore() {
        sendBundle();
        fixture.correct(tuesday, 2, "Tuesday, corrected");
        fixture.await("sent", 2);
        assertThat(fixture.edits())
                .containsExactly("m-1-0: bundle of Monday@1, Tuesday, corrected@2, Wednesday@1; 2 points");
        fixture.correct(monday, 2, "Monday, corrected");
        fixture.await("sent", 3);
        assertThat(fixture.edits().getLast())
                .isEqualTo("m-1-0: bundle of Monday, corrected@2, Tuesday, corrected@2, Wednesday@1; 2 points");
    }

    @Test
    void editsOnceForTwoDigestsThatAreCorrectedTogether() {
        sendBundle();
        fixture.closeSenders();
        fixture.correct(monday, 2, "A");
        fixture.correct(wednesday, 2, "C");
        fixture.deliver(2);
        assertThat(fixture.edits()).containsExactly("m-1-0: bundle of A@2, Tuesday@1, C@2; 2 points");
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void claimsNoCorrectionThatWasReadBeforeAnotherDigestOfTheMessageChanged() {
        sendBundle();
        fixture.closeSenders();
        fixture.correct(monday, 2, "A");
        Delivery read = fixture.due(Priority.CORRECTIONS).getFirst();
        fixture.correct(wednesday, 2, "C");
        assertThat(fixture.claim(read)).isEmpty();
        assertThat(fixture.claim(fixture.due(Priority.CORRECTIONS).getFirst())).containsExactly(4L);
    }

    @Test
    void losesADigestThatIsWithdrawnAndIsDeletedWithTheLastOne() {
        sendBundle();
        fixture.withdraw(tuesday);
        fixture.await("sent", 2);
        assertThat(fixture.edits()).containsExactly("m-1-0: bundle of Monday@1, Wednesday@1; 2 points");
        fixture.withdraw(monday);
        fixture.await("sent", 3);
        fixture.withdraw(wednesday);
        fixture.await("sent", 4);
        assertThat(fixture.edits()).hasSize(3).last().isEqualTo("m-1-0: (deleted)");
        fixture.assertRows("SELECT count(*) FROM part", "0");
    }

    @Test
    void bringsAWithdrawnDigestThatIsOutAgainAsOneOfItsOwn() {
        sendBundle();
        fixture.withdraw(tuesday);
        fixture.await("sent", 2);
        fixture.publishAgain(tuesday, 2, "Tuesday, again");
        fixture.await("sent", 3);
        assertThat(fixture.messenger.texts(7).getLast()).isEqualTo("Tuesday, again r2");
        fixture.correct(monday, 2, "A");
        fixture.await("sent", 4);
        assertThat(fixture.edits().getLast()).isEqualTo("m-1-0: bundle of A@2, Wednesday@1; 2 points");
    }

    @Test
    void goesWithoutADigestThatWasWithdrawnBefore() {
        gather();
        fixture.withdraw(tuesday);
        // The message whose line broke may have arrived with all of them.
        fixture.deliver(2);
        assertThat(fixture.messenger.texts(7))
                .hasSize(2)
                .startsWith("bundle of Monday@1, Wednesday@1; 2 points")
                .last()
                .asString()
                .contains("withdrawn");
    }

    @Test
    void isNotDueWhileTheWithdrawalOfAllOfItIsBeingPlannedAndThenCancelled() {
        gather();
        List.of(monday, tuesday, wednesday).forEach(fixture::withdrawOnly);
        assertThat(fixture.due(Priority.DIGESTS)).isEmpty();
        fixture.plan();
        fixture.assertRows("SELECT DISTINCT state FROM delivery WHERE cause <> 'withdrawal'", "cancelled");
        // The message whose line broke may have arrived.
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(7)).singleElement().asString().contains("this digest was withdrawn");
    }

    @Test
    void isCorrectedInTheViewThatAPressTurnedItTo() {
        sendBundle();
        turnTo(tuesday);
        fixture.correct(tuesday, 2, "Tuesday, corrected");
        fixture.await("sent", 3);
        assertThat(fixture.edits()).containsExactly("m-1-0: Tuesday r1", "m-1-0: Tuesday, corrected r2");
        fixture.correct(monday, 2, "A");
        fixture.await("sent", 4);
        assertThat(fixture.edits()).hasSize(2);
    }

    @Test
    void keepsThePageOfADayWhenAnotherDayIsWithdrawn() {
        sendBundle();
        turnTo(monday);
        fixture.closeSenders();
        fixture.correct(monday, 2, "A");
        fixture.withdraw(tuesday);
        fixture.deliver(3);
        assertThat(fixture.edits()).containsExactly("m-1-0: Monday r1", "m-1-0: A r2");
        fixture.withdraw(monday);
        fixture.await("sent", 4);
        assertThat(fixture.edits().getLast()).isEqualTo("m-1-0: (deleted)");
    }

    private void turnTo(long digest) {
        fixture.write(tx -> fixture.outbox.replace(
                tx, DeliveryFixture.chat(7), fixture.edition(digest, 1, new DigestView.Overview()), 0, "m-1-0"));
        fixture.await("sent", 2);
    }

    @Test
    void isWrittenAndReadAsTheSame() {
        var gathered =
                new CombinedView(CombinedKind.BUNDLE, List.of(new DigestRevision(5, 1), new DigestRevision(12, 3)));
        assertThat(gathered.encode()).isEqualTo("bundle:5@1,12@3");
        assertThat(CombinedView.decode("bundle:5@1,12@3")).contains(gathered);
        assertThat(List.of("", "1:v:5:o", "bundle:", "bundle:5@1,", "bundle:5", "round:5@1"))
                .allSatisfy(other -> assertThat(CombinedView.decode(other)).isEmpty());
    }

    /// Gathers the three days into one delivery, which is still queued.
    private void gather() {
        fixture.messenger.next(7, new Unconfirmed("the line broke"));
        fixture.dispatch();
        fixture.awaitRequests(1);
        fixture.await("queued", 1);
        fixture.closeSenders();
        fixture.clock.pass(Duration.ofMinutes(1));
        fixture.messenger.clear();
    }

    private void sendBundle() {
        fixture.deliver(1);
        fixture.assertTexts(7, "bundle of Monday@1, Tuesday@1, Wednesday@1; 2 points");
    }
}
