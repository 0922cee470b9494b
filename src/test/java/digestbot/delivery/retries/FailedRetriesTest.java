package digestbot.delivery.retries;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Changes of a digest between a delivery's failure and its retry.
@Tag("database")
class FailedRetriesTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @BeforeEach
    void open() {
        fixture.subscribe(1);
    }

    @Test
    void sendsTheRevisionThatIsTheNewestByNow() {
        fixture.messenger.next(1, new Rejected("no"));
        long digest = failed("=a");
        fixture.correct(digest, 2, "=corrected");
        retry();
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(1)).containsExactly("a", "corrected");
        fixture.correct(digest, 3, "=once more");
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(1)).last().isEqualTo("once more");
    }

    @Test
    void correctsWhatHadBegunInAnOlderRevision() {
        fixture.messenger.next(1, new Sent("x"), new Rejected("no"));
        long digest = failed("=a|b");
        fixture.correct(digest, 2, "=A|B");
        fixture.await("sent", 1);
        retry();
        fixture.await("sent", 3);
        assertThat(fixture.messenger.texts(1)).containsExactly("a", "b", "A", "b", "B");
    }

    @Test
    void leavesWhatWasWithdrawnAndIsOwedAnew() {
        fixture.messenger.next(1, new Rejected("no"));
        long digest = failed("=a");
        fixture.withdraw(digest);
        fixture.publishAgain(digest, 2, "=b");
        fixture.await("sent", 1);
        assertThat(retry().skipped()).isEqualTo(1);
        assertThat(fixture.messenger.texts(1)).containsExactly("a", "b");
    }

    @Test
    void reachesAChatThatComesBackLater() {
        fixture.messenger.next(1, new Unreachable("blocked by the user"));
        failed("=a");
        fixture.clock.pass(Duration.ofDays(2));
        assertThat(retry().paused()).isEqualTo(1);
        fixture.clock.pass(Duration.ofHours(23));
        fixture.back(1);
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(1)).containsExactly("a", "a");
    }

    private long failed(String title) {
        long digest = fixture.publish(title);
        fixture.dispatch();
        fixture.await("failed", 1);
        return digest;
    }

    private FailedRetries.RetryCounts retry() {
        FailedRetries.RetryCounts retried = new FailedRetries(fixture.database, fixture.clock).retry(Optional.empty());
        fixture.outboxEvents.notifyListeners();
        return retried;
    }
}
