package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class CatchUpTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void sendsTheDigestsOfTwoMissedDaysOneByOne() {
        fixture.subscribe(7);
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.deliver(2);
        assertThat(fixture.messenger.texts(7)).containsExactly("Monday r1", "Tuesday r1");
    }

    @Test
    void gathersWhatWasMissedOnMoreDaysIntoOneMessage() {
        fixture.subscribe(7);
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.publish(5, "Thursday");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(7))
                .containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1, Thursday@1; 3 points");
        assertThat(fixture.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("catch-up sent", "digest cancelled", "digest cancelled", "digest cancelled");
    }

    @Test
    void gathersByTheDayWhateverTheOrderOfArrival() {
        fixture.subscribe(7);
        fixture.publish(4, "Wednesday");
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(7))
                .containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void showsLessOfEachSoThatItStaysOneMessage() {
        fixture.subscribe(7);
        fixture.publish(2, "Monday*2");
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(7))
                .containsExactly("catch-up of Monday*2@1, Tuesday@1, Wednesday@1; 1 points");
    }

    @Test
    void keepsTopicsApart() {
        fixture.addTopic("trade");
        fixture.subscribe(7);
        fixture.subscribe(7, "trade");
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.publish("trade", "Trade");
        fixture.deliver(3);
        assertThat(fixture.messenger.texts(7)).containsExactly("Monday r1", "Tuesday r1", "Trade r1");
    }

    @Test
    void leavesSeveralDigestsOfTheSameDayAlone() {
        fixture.subscribe(7);
        fixture.publish(2, "Morning");
        fixture.publish(2, "Noon");
        fixture.publish(2, "Evening");
        fixture.deliver(3);
        assertThat(fixture.messenger.texts(7)).containsExactly("Morning r1", "Noon r1", "Evening r1");
    }

    @Test
    void showsTheRevisionThatWasFixedWhenTheMessageIsRepeated() {
        fixture.subscribe(7);
        long monday = fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.messenger.next(7, _ -> {
            fixture.revise(monday, 2, "Monday");
            return new Unconfirmed("no network");
        });
        fixture.dispatch();
        awaitRefusal();
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 1);
        String first = "catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points";
        assertThat(fixture.messenger.texts(7)).containsExactly(first, first);
    }

    @Test
    void owesNoDigestThatWasGatheredOnceMore() {
        fixture.subscribe(7);
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        long wednesday = fixture.publish(4, "Wednesday");
        fixture.deliver(1);
        fixture.write(tx -> fixture.planner.published(tx, wednesday));
        fixture.plan();
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void cancelsWhatWasGatheredWithTheSubscription() {
        var subscriber = fixture.subscribe(7);
        fixture.publish(2, "Monday");
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.messenger.next(7, new NotSent("no network"));
        fixture.dispatch();
        awaitRefusal();
        fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber.number(), DeliveryFixture.TOPIC));
        assertThat(fixture.rows("SELECT DISTINCT state FROM delivery")).containsExactly("cancelled");
    }

    private void awaitRefusal() {
        Awaitility.await()
                .until(() -> fixture.rows("SELECT coalesce(reason, '') FROM delivery WHERE state = 'queued'")
                        .equals(List.of("no network")));
    }
}
