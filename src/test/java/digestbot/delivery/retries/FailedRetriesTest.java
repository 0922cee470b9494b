package digestbot.delivery.retries;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happened to a digest between a delivery's failure and its retry.
@Timeout(30)
class FailedRetriesTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        bed.subscribe(1);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void sendsTheRevisionThatIsTheNewestByNow() {
        bed.messenger.next(1, new Rejected("no"));
        long digest = failed("=a");
        bed.correct(digest, 2, "=corrected");
        retry();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("a", "corrected");
        bed.correct(digest, 3, "=once more");
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(1)).last().isEqualTo("once more");
    }

    @Test
    void correctsWhatHadBegunInAnOlderRevision() {
        bed.messenger.next(1, new Sent("x"), new Rejected("no"));
        long digest = failed("=a|b");
        bed.correct(digest, 2, "=A|B");
        bed.await("sent", 1);
        retry();
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(1)).containsExactly("a", "b", "A", "b", "B");
    }

    @Test
    void leavesWhatWasWithdrawnAndIsOwedAnew() {
        bed.messenger.next(1, new Rejected("no"));
        long digest = failed("=a");
        bed.withdraw(digest);
        bed.publishAgain(digest, 2, "=b");
        bed.await("sent", 1);
        assertThat(retry().skipped()).isEqualTo(1);
        assertThat(bed.messenger.texts(1)).containsExactly("a", "b");
    }

    @Test
    void reachesAChatThatComesBackLater() {
        bed.messenger.next(1, new Unreachable("blocked by the user"));
        failed("=a");
        bed.clock.pass(Duration.ofDays(2));
        assertThat(retry().paused()).isEqualTo(1);
        bed.clock.pass(Duration.ofHours(23));
        bed.write(tx -> bed.subscriptions.back(tx, DeliveryFixture.chat(1).chat()));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("a", "a");
    }

    private long failed(String title) {
        long digest = bed.publish(title);
        bed.dispatch();
        bed.await("failed", 1);
        return digest;
    }

    private FailedRetries.Retried retry() {
        FailedRetries.Retried retried = new FailedRetries(bed.database, bed.clock).retry(Optional.empty());
        bed.outboxEvents.notifyListeners();
        return retried;
    }
}
