package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CatchUpTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void sendsTheDigestsOfTwoMissedDaysOneByOne() {
        bed.subscribe(7);
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.dispatch();
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).containsExactly("Monday r1", "Tuesday r1");
    }

    @Test
    void gathersWhatWasMissedOnMoreDaysIntoOneMessage() {
        bed.subscribe(7);
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.publish(4, "Wednesday");
        bed.publish(5, "Thursday");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7))
                .containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1, Thursday@1; 3 points");
        assertThat(bed.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("catch-up sent", "digest cancelled", "digest cancelled", "digest cancelled");
    }

    @Test
    void gathersByTheDayWhateverTheOrderOfArrival() {
        bed.subscribe(7);
        bed.publish(4, "Wednesday");
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void showsLessOfEachSoThatItStaysOneMessage() {
        bed.subscribe(7);
        bed.publish(2, "Monday*2");
        bed.publish(3, "Tuesday");
        bed.publish(4, "Wednesday");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("catch-up of Monday*2@1, Tuesday@1, Wednesday@1; 1 points");
    }

    @Test
    void keepsTopicsApart() {
        bed.write(tx -> DeliveryFixture.addTopic(tx, "trade"));
        bed.subscribe(7);
        bed.subscribe(7, "trade");
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.clock.pass(Duration.ofSeconds(1));
        bed.publish("trade", "Trade");
        bed.dispatch();
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7)).containsExactly("Monday r1", "Tuesday r1", "Trade r1");
    }

    @Test
    void leavesSeveralDigestsOfTheSameDayAlone() {
        bed.subscribe(7);
        bed.publish(2, "Morning");
        bed.publish(2, "Noon");
        bed.publish(2, "Evening");
        bed.dispatch();
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7)).containsExactly("Morning r1", "Noon r1", "Evening r1");
    }

    @Test
    void showsTheRevisionThatWasFixedWhenTheMessageIsRepeated() {
        bed.subscribe(7);
        long monday = bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.publish(4, "Wednesday");
        bed.messenger.next(7, _ -> {
            bed.revise(monday, 2, "Monday");
            return new Unconfirmed("no network");
        });
        bed.dispatch();
        awaitRefusal();
        bed.pass(Duration.ofSeconds(2));
        bed.await("sent", 1);
        String first = "catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points";
        assertThat(bed.messenger.texts(7)).containsExactly(first, first);
    }

    @Test
    void owesNoDigestThatWasGatheredOnceMore() {
        bed.subscribe(7);
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        long wednesday = bed.publish(4, "Wednesday");
        bed.dispatch();
        bed.await("sent", 1);
        bed.write(tx -> bed.planner.published(tx, wednesday));
        bed.plan();
        assertThat(bed.count("queued")).isZero();
    }

    @Test
    void cancelsWhatWasGatheredWithTheSubscription() {
        var subscriber = bed.subscribe(7);
        bed.publish(2, "Monday");
        bed.publish(3, "Tuesday");
        bed.publish(4, "Wednesday");
        bed.messenger.next(7, new NotSent("no network"));
        bed.dispatch();
        awaitRefusal();
        bed.write(tx -> bed.subscriptions.unsubscribe(tx, subscriber.number(), DeliveryFixture.TOPIC));
        assertThat(bed.rows("SELECT DISTINCT state FROM delivery")).containsExactly("cancelled");
    }

    private void awaitRefusal() {
        Awaitility.await()
                .until(() -> bed.rows("SELECT coalesce(reason, '') FROM delivery WHERE state = 'queued'")
                        .equals(List.of("no network")));
    }
}
