package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A delivery that was claimed and then was not sent is as if it had never been claimed.
@Tag("database")
class UnsentTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NEVER_CLAIMED = "queued 0";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void nothingIsFixedWhileThePlatformRestsForLong() {
        fixture.subscribeAll(1_000);
        long digest = fixture.publish("Thursday");
        var first = new AtomicBoolean(true);
        fixture.messenger.otherwise(request -> first.getAndSet(false)
                ? new RateLimited(LONG, RateLimited.LimitScope.GLOBAL)
                : new Sent("m-" + request.nonce()));
        fixture.dispatch(new PlatformLimits(30, 1, 20), 32);
        Awaitility.await().until(() -> !first.get());
        fixture.awaitRows("SELECT DISTINCT state || ' ' || claim FROM delivery WHERE state <> 'sent'", NEVER_CLAIMED);
        fixture.awaitLook();
        fixture.awaitRows("SELECT DISTINCT state || ' ' || claim FROM delivery WHERE state <> 'sent'", NEVER_CLAIMED);
        long sent = fixture.count("sent");
        fixture.correct(digest, 2, "Thursday");
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'correction'"))
                .as("only who has the old one gets a correction")
                .containsExactly(Long.toString(sent));
    }

    @Test
    void theNewestRevisionGoesAfterAPauseOfItsChat() {
        refused(new RateLimited(LONG, RateLimited.LimitScope.CHAT));
        fixture.closeDispatchers();
        fixture.clock.pass(LONG);
        fixture.deliver(1);
        fixture.assertTexts(1, "Thursday r1 1/2", "Friday r2");
    }

    @Test
    void theNewestRevisionGoesAfterThePlatformWasDown() {
        refused(new NotSent("down"));
        fixture.pass(LONG);
        fixture.await("sent", 1);
        fixture.assertTexts(1, "Thursday r1 1/2", "Friday r2");
        fixture.assertRows("SELECT count(*) FROM part", "1");
    }

    @Test
    void whatMayHaveArrivedGoesOnAsItBegan() {
        fixture.subscribe(1);
        long digest = fixture.publish("Thursday");
        fixture.messenger.next(1, new Unconfirmed("cut off"), new NotSent("down"));
        fixture.dispatch();
        awaitRow("queued 1 cut off");
        fixture.correct(digest, 2, "Thursday");
        fixture.pass(LONG);
        awaitRow("queued 2 down");
        fixture.pass(LONG);
        fixture.await("sent", 2);
        fixture.assertTexts(1, "Thursday r1", "Thursday r1", "Thursday r1", "Thursday r2");
    }

    @Test
    void itIsReadAsItsReaderWantsItByThen() {
        Subscriber subscriber = refused(new NotSent("down"));
        var chosen = new ReadingOptions(PerspectiveChoice.only(List.of("china")), Length.SHORT, Layout.STACKED);
        fixture.change(subscriber, DeliveryFixture.TOPIC, made -> made.withReading(chosen));
        fixture.pass(LONG);
        fixture.await("sent", 1);
        fixture.assertRows("SELECT perspectives || ' ' || length FROM delivery_item", "china short");
    }

    @Test
    void itIsGatheredWithWhatCameMeanwhile() {
        fixture.subscribe(1);
        fixture.publish(2, "Monday");
        fixture.messenger.next(1, new NotSent("down"));
        fixture.dispatch();
        awaitRow(NEVER_CLAIMED + " down");
        fixture.closeDispatchers();
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.clock.pass(LONG);
        fixture.deliver(1);
        fixture.assertTexts(1, "Monday r1", "catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void twoCorrectionsOfOneMessageStayApartWhenTheFirstComesBack() {
        fixture.subscribe(1);
        long digest = fixture.publish("Thursday");
        fixture.deliver(1);
        fixture.messenger.next(1, _ -> {
            fixture.correct(digest, 3, "Thursday");
            return new Deferred(LONG, "old");
        });
        fixture.correct(digest, 2, "Thursday");
        fixture.awaitRows("SELECT reason FROM delivery WHERE claim = 1 AND state = 'queued'", "old");
        fixture.pass(LONG);
        fixture.await("sent", 3);
        fixture.assertTexts(1, "Thursday r1", "Thursday r2", "Thursday r3");
    }

    /// The first edition was refused before anybody saw a part of it, and then corrected.
    private Subscriber refused(SendResult result) {
        Subscriber subscriber = fixture.subscribe(1);
        long digest = fixture.publish("Thursday*2");
        fixture.messenger.next(1, result);
        fixture.dispatch();
        fixture.awaitRows("SELECT state || ' ' || claim FROM delivery WHERE reason IS NOT NULL", NEVER_CLAIMED);
        fixture.correct(digest, 2, "Friday");
        return subscriber;
    }

    private void awaitRow(String row) {
        fixture.awaitRows("SELECT state || ' ' || claim || ' ' || reason FROM delivery WHERE number = 1", row);
    }
}
