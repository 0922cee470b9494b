package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.views.CombinedKind;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a message that shows several days when one of them is corrected or withdrawn.
@Timeout(30)
class GatheringCorrectionsTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private long monday;
    private long tuesday;
    private long wednesday;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
        bed.subscribe(7);
        monday = bed.publish(2, "Monday");
        tuesday = bed.publish(3, "Tuesday");
        wednesday = bed.publish(4, "Wednesday");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void showsTheCorrectedDigestInsteadOfTheOneBefore() {
        sendCatchUp();
        bed.correct(tuesday, 2, "Tuesday, corrected");
        bed.await("sent", 2);
        assertThat(edits()).containsExactly("m-1-0: catch-up of Monday@1, Tuesday, corrected@2, Wednesday@1; 3 points");
        bed.correct(monday, 2, "Monday, corrected");
        bed.await("sent", 3);
        assertThat(edits().getLast())
                .isEqualTo("m-1-0: catch-up of Monday, corrected@2, Tuesday, corrected@2, Wednesday@1; 3 points");
    }

    @Test
    void editsOnceForTwoDigestsThatAreCorrectedTogether() {
        sendCatchUp();
        bed.closeDispatchers();
        bed.correct(monday, 2, "A");
        bed.correct(wednesday, 2, "C");
        bed.dispatch();
        bed.await("sent", 2);
        assertThat(edits()).containsExactly("m-1-0: catch-up of A@2, Tuesday@1, C@2; 3 points");
        assertThat(bed.count("queued")).isZero();
    }

    @Test
    void claimsNoCorrectionThatWasReadBeforeAnotherDigestOfTheMessageChanged() {
        sendCatchUp();
        bed.closeDispatchers();
        bed.correct(monday, 2, "A");
        Delivery read = bed.due(Priority.CORRECTIONS).getFirst();
        bed.correct(wednesday, 2, "C");
        assertThat(bed.claim(read)).isEmpty();
        assertThat(bed.claim(bed.due(Priority.CORRECTIONS).getFirst())).containsExactly(4L);
    }

    @Test
    void losesADigestThatIsWithdrawnAndIsDeletedWithTheLastOne() {
        sendCatchUp();
        bed.withdraw(tuesday);
        bed.await("sent", 2);
        assertThat(edits()).containsExactly("m-1-0: catch-up of Monday@1, Wednesday@1; 3 points");
        bed.withdraw(monday);
        bed.await("sent", 3);
        bed.withdraw(wednesday);
        bed.await("sent", 4);
        assertThat(edits()).hasSize(3).last().isEqualTo("m-1-0: (deleted)");
        assertThat(bed.rows("SELECT count(*) FROM part")).containsExactly("0");
    }

    @Test
    void bringsAWithdrawnDigestThatIsOutAgainAsOneOfItsOwn() {
        sendCatchUp();
        bed.withdraw(tuesday);
        bed.await("sent", 2);
        bed.publishAgain(tuesday, 2, "Tuesday, again");
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7).getLast()).isEqualTo("Tuesday, again r2");
        bed.correct(monday, 2, "A");
        bed.await("sent", 4);
        assertThat(edits().getLast()).isEqualTo("m-1-0: catch-up of A@2, Wednesday@1; 3 points");
    }

    @Test
    void goesWithoutADigestThatWasWithdrawnBefore() {
        gather();
        bed.withdraw(tuesday);
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("catch-up of Monday@1, Wednesday@1; 3 points");
    }

    @Test
    void isCancelledWhenAllOfItIsWithdrawnBefore() {
        gather();
        List.of(monday, tuesday, wednesday).forEach(bed::withdraw);
        assertThat(bed.rows("SELECT DISTINCT state FROM delivery")).containsExactly("cancelled");
    }

    @Test
    void isNotDueWhileTheWithdrawalOfAllOfItIsBeingPlanned() {
        gather();
        List.of(monday, tuesday, wednesday).forEach(bed::withdrawOnly);
        assertThat(bed.due(Priority.DIGESTS)).isEmpty();
    }

    @Test
    void isCorrectedInTheViewThatAPressTurnedItTo() {
        sendCatchUp();
        turnTo(tuesday);
        bed.correct(tuesday, 2, "Tuesday, corrected");
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-0: Tuesday r1", "m-1-0: Tuesday, corrected r2");
        bed.correct(monday, 2, "A");
        bed.await("sent", 4);
        assertThat(edits()).hasSize(2);
    }

    @Test
    void isCorrectedOnThePageOfADayWhicheverDayAskedForIt() {
        sendCatchUp();
        turnTo(tuesday);
        bed.closeDispatchers();
        bed.correct(monday, 2, "A");
        bed.correct(tuesday, 2, "B");
        bed.dispatch();
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-0: Tuesday r1", "m-1-0: B r2");
    }

    @Test
    void keepsThePageOfADayWhenAnotherDayIsWithdrawn() {
        sendCatchUp();
        turnTo(monday);
        bed.closeDispatchers();
        bed.correct(monday, 2, "A");
        bed.withdraw(tuesday);
        bed.dispatch();
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-0: Monday r1", "m-1-0: A r2");
        bed.withdraw(monday);
        bed.await("sent", 4);
        assertThat(edits().getLast()).isEqualTo("m-1-0: (deleted)");
    }

    private void turnTo(long digest) {
        bed.write(tx -> bed.outbox.replace(
                tx, DeliveryFixture.chat(7), bed.edition(digest, 1, new DigestView.Overview()), 0, "m-1-0"));
        bed.await("sent", 2);
    }

    @Test
    void isWrittenAndReadAsTheSame() {
        var gathered =
                new CombinedView(CombinedKind.CATCH_UP, List.of(new DigestRevision(5, 1), new DigestRevision(12, 3)));
        assertThat(gathered.encode()).isEqualTo("catch-up:5@1,12@3");
        assertThat(CombinedView.decode("catch-up:5@1,12@3")).contains(gathered);
        assertThat(List.of("", "1:v:5:o", "catch-up:", "catch-up:5@1,", "catch-up:5", "round:5@1"))
                .allSatisfy(other -> assertThat(CombinedView.decode(other)).isEmpty());
    }

    /// Makes the three days one delivery, that is still owed.
    private void gather() {
        bed.messenger.next(7, new Unconfirmed("the line broke"));
        bed.dispatch();
        Awaitility.await().until(() -> bed.messenger.count() == 1);
        bed.await("queued", 1);
        bed.closeDispatchers();
        bed.clock.pass(Duration.ofMinutes(1));
        bed.messenger.clear();
    }

    private void sendCatchUp() {
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    /// What messages were edited to.
    private List<String> edits() {
        return bed.messenger.requests().stream()
                .filter(request -> request.edits().isPresent())
                .map(request -> request.edits().orElseThrow() + ": " + request.text())
                .toList();
    }
}
