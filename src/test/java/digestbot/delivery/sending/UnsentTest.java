package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was claimed and then was not sent is as if it had never been claimed.
@Timeout(60)
class UnsentTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NEVER_CLAIMED = "queued 0";

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void nothingIsFixedWhileThePlatformRestsForLong() {
        bed.subscribeAll(1_000);
        long digest = bed.publish("Thursday");
        var first = new AtomicBoolean(true);
        bed.messenger.otherwise(request -> first.getAndSet(false)
                ? new RateLimited(LONG, RateLimited.LimitScope.EVERYONE)
                : new Sent("m-" + request.nonce()));
        bed.dispatch(new PlatformLimits(30, 1, 20), 32);
        Awaitility.await().until(() -> !first.get());
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> bed.rows("SELECT DISTINCT state || ' ' || claim FROM delivery WHERE state <> 'sent'")
                        .equals(List.of(NEVER_CLAIMED)));
        long sent = bed.count("sent");
        bed.correct(digest, 2, "Thursday");
        assertThat(bed.rows("SELECT count(*) FROM delivery WHERE cause = 'correction'"))
                .as("only who has the old one gets a correction")
                .containsExactly(Long.toString(sent));
    }

    @Test
    void theNewestRevisionGoesAfterAPauseOfItsChat() {
        refused(new RateLimited(LONG, RateLimited.LimitScope.CHAT));
        bed.closeDispatchers();
        bed.clock.pass(LONG);
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("Thursday r1 1/2", "Friday r2");
    }

    @Test
    void theNewestRevisionGoesAfterThePlatformWasDown() {
        refused(new NotSent("down"));
        bed.pass(LONG);
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("Thursday r1 1/2", "Friday r2");
        assertThat(bed.rows("SELECT count(*) FROM part")).containsExactly("1");
    }

    @Test
    void whatMayHaveArrivedGoesOnAsItBegan() {
        bed.subscribe(1);
        long digest = bed.publish("Thursday");
        bed.messenger.next(1, new Unconfirmed("cut off"), new NotSent("down"));
        bed.dispatch();
        awaitRow("queued 1 cut off");
        bed.correct(digest, 2, "Thursday");
        bed.pass(LONG);
        awaitRow("queued 2 down");
        bed.pass(LONG);
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(1)).containsExactly("Thursday r1", "Thursday r1", "Thursday r1", "Thursday r2");
    }

    @Test
    void whatHasArrivedInPartGoesOnAsItBegan() {
        bed.subscribe(1);
        long digest = bed.publish("Thursday*2");
        bed.messenger.next(1, new Sent("m"), new NotSent("down"));
        bed.dispatch();
        awaitRow("queued 1 down");
        bed.revise(digest, 2, "Thursday*2");
        bed.pass(LONG);
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("Thursday r1 1/2", "Thursday r1 2/2", "Thursday r1 2/2");
    }

    @Test
    void itIsReadAsItsReaderWantsItByThen() {
        refused(new NotSent("down"));
        bed.write(tx -> bed.stored
                .find(tx, 1, DeliveryFixture.TOPIC)
                .ifPresent(made -> bed.subscriptions.change(
                        tx,
                        made.withReading(new ReadingOptions(
                                PerspectiveChoice.only(List.of("china")), Length.SHORT, Layout.STACKED)))));
        bed.pass(LONG);
        bed.await("sent", 1);
        assertThat(bed.rows("SELECT perspectives || ' ' || length FROM delivery_item"))
                .containsExactly("china short");
    }

    @Test
    void itIsGatheredWithWhatCameMeanwhile() {
        bed.subscribe(1);
        bed.publish(2, "Monday");
        bed.messenger.next(1, new NotSent("down"));
        bed.dispatch();
        awaitRow(NEVER_CLAIMED + " down");
        bed.closeDispatchers();
        bed.publish(3, "Tuesday");
        bed.publish(4, "Wednesday");
        bed.clock.pass(LONG);
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1))
                .containsExactly("Monday r1", "catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void twoCorrectionsOfOneMessageStayApartWhenTheFirstComesBack() {
        bed.subscribe(1);
        long digest = bed.publish("Thursday");
        bed.dispatch();
        bed.await("sent", 1);
        bed.messenger.next(1, _ -> {
            bed.correct(digest, 3, "Thursday");
            return new Deferred(LONG, "old");
        });
        bed.correct(digest, 2, "Thursday");
        Awaitility.await()
                .until(() -> bed.rows("SELECT reason FROM delivery WHERE claim = 1 AND state = 'queued'")
                        .equals(List.of("old")));
        bed.pass(LONG);
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(1)).containsExactly("Thursday r1", "Thursday r2", "Thursday r3");
    }

    /// The first edition was refused before anybody saw a part of it, and then corrected.
    private void refused(SendResult result) {
        bed.subscribe(1);
        long digest = bed.publish("Thursday*2");
        bed.messenger.next(1, result);
        bed.dispatch();
        Awaitility.await()
                .until(() -> bed.rows("SELECT state || ' ' || claim FROM delivery WHERE reason IS NOT NULL")
                        .equals(List.of(NEVER_CLAIMED)));
        bed.correct(digest, 2, "Friday");
    }

    private void awaitRow(String row) {
        Awaitility.await()
                .until(() -> bed.rows("SELECT state || ' ' || claim || ' ' || reason FROM delivery WHERE number = 1")
                        .equals(List.of(row)));
    }
}
