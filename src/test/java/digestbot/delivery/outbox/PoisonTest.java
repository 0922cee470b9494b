package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.content.Content;
import digestbot.delivery.api.Attachment.FileNotMade;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A preparation that never returns stands for one that ends the process: the database is copied
/// meanwhile, and a new process goes on from the copy.
@Tag("sqlite")
class PoisonTest {

    @TempDir
    Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<DeliveryFixture> dead = new ArrayList<>();
    private DeliveryFixture fixture;
    private int lives;

    @BeforeEach
    void open() {
        fixture = new DeliveryFixture(folder.resolve("0.sqlite"));
    }

    @AfterEach
    void close() {
        end.countDown();
        dead.forEach(DeliveryFixture::close);
        fixture.close();
    }

    /// The process dies while it prepares a text with “poison” in it, and the next one starts with
    /// its database.
    private void die() throws Exception {
        var reached = new CountDownLatch(1);
        fixture.messenger.rendering = content -> {
            if (content.toString().contains("poison")) {
                reached.countDown();
                ScriptedMessenger.await(end);
                throw new IllegalStateException("dead");
            }
        };
        fixture.dispatch();
        reached.await();
        DeliveryFixture before = fixture;
        Path copy = folder.resolve(++lives + ".sqlite");
        before.write(_ -> before.copyTo(copy));
        dead.add(before);
        fixture = new DeliveryFixture(copy);
        before.messenger.rendering = _ -> {
            throw new IllegalStateException("dead");
        };
    }

    private void dieUntilItIsKnown() throws Exception {
        die(); // Nothing is noted, as nothing was suspected.
        fixture.assertRows("SELECT times FROM interrupted");
        for (int times = 1; times <= PoisonGuard.MAX_CRASHES; times++) {
            die();
            fixture.assertRows("SELECT times FROM interrupted", String.valueOf(times));
        }
    }

    @Test
    void whatEndedTheProcessThreeTimesFailsAndEverythingElseGoesOn() throws Exception {
        fixture.publishTo(3, "Thursday");
        fixture.say(1, "hello");
        fixture.say(2, "poison");
        fixture.say(4, "afterwards");
        dieUntilItIsKnown();
        fixture.dispatchUntil("failed", 1);
        fixture.await("sent", 3);
        fixture.assertTexts(1, "hello");
        fixture.assertTexts(4, "afterwards");
        fixture.assertRows(
                "SELECT failure || ': ' || reason FROM delivery WHERE state = 'failed'",
                "poison: The process ended three times while the message was being prepared.");
    }

    @Test
    void anEditionThatManyGetEndsTheProcessThreeTimesInAllAndIsTriedAgainByHand() throws Exception {
        fixture.subscribeAll(50);
        fixture.publish("poison");
        fixture.publish(6, "Thursday");
        dieUntilItIsKnown();
        fixture.dispatchUntil("failed", 50);
        fixture.await("sent", 50);
        new FailedRetries(fixture.database, fixture.clock).retry(Optional.of("poison"), _ -> {});
        fixture.pass(Duration.ZERO);
        fixture.await("sent", 100);
    }

    @Test
    void whatComesBackIsForgottenAndAnEditionIsNotedOnceForAllReaders() throws Exception {
        fixture.subscribeAll(3);
        fixture.publish("Thursday");
        fixture.say(1, "poison");
        die();
        fixture.deliver(4);
        fixture.assertRows("SELECT payload FROM interrupted");
    }

    @Test
    void afterAProcessThatEndedInGoodOrderNothingIsNoted() {
        fixture.dispatch();
        fixture.closeSenders();
        fixture.assertRows("SELECT platform FROM dispatching");
        fixture.messenger.rendering = _ -> fixture.assertRows("SELECT payload FROM interrupted");
        fixture.say(1, "hello");
        fixture.deliver(1);
    }

    @Test
    void aFileIsNotedAlwaysAndWhatItEndedThreeTimesIsNotMadeAgain() {
        var export = new FileRequest.ExportFile(Content.text("Everything.", List.of()), Optional.empty());
        fixture.write(tx -> fixture.outbox.replyWithFile(tx, DeliveryFixture.chat(1), "en", export));
        fixture.say(2, "hello");
        String made = PoisonGuard.guarded(
                fixture.database,
                fixture.clock,
                1,
                () -> fixture.rows("SELECT payload FROM interrupted").getFirst());
        assertThat(made).isEqualTo("delivery 1");
        fixture.assertRows("SELECT payload FROM interrupted");
        for (int times = 0; times < PoisonGuard.MAX_CRASHES; times++) {
            fixture.write(tx -> PoisonGuard.begin(tx, "delivery 1", fixture.clock.instant()));
        }
        fixture.dispatchUntil("failed", 1);
        fixture.await("sent", 1);
    }

    @Test
    void aFileThatCannotBeMadeIsTriedAgainAndHasNotArrived() {
        fixture.messenger.next(
                1,
                _ -> PoisonGuard.guarded(fixture.database, fixture.clock, 1, () -> {
                    throw new IllegalStateException("the disk is full");
                }));
        fixture.say(1, "hello");
        fixture.dispatch();
        fixture.awaitRows(
                "SELECT state || ' ' || attempts || ' ' || may_have_arrived || ' ' || reason FROM delivery",
                "queued 1 0 the disk is full");
        fixture.assertRows("SELECT outcome FROM delivery_hour", Outcome.FILE_NOT_MADE.id());
        fixture.assertRows("SELECT payload FROM interrupted");
        fixture.pass(Duration.ofSeconds(1));
        fixture.await("sent", 1);
    }

    @Test
    void anErrorWhileAFileIsMadeCountsLikeACrash() {
        assertThatThrownBy(() -> PoisonGuard.guarded(fixture.database, fixture.clock, 1, () -> {
                    throw new InternalError("so it was wanted");
                }))
                .isInstanceOf(FileNotMade.class);
        fixture.assertRows("SELECT payload || ' ' || times FROM interrupted", "delivery 1 1");
    }

    @Test
    void aPreparationThatEndsInAnErrorWithoutAnEndOfTheProcessFailsAfterSomeTimesToo() {
        fixture.messenger.rendering = content -> {
            if (content.toString().contains("poison")) {
                fixture.outboxEvents.notifyListeners(); // so that the next attempt comes at once
                throw new InternalError("so it was wanted");
            }
        };
        fixture.say(1, "poison");
        fixture.say(2, "hello");
        fixture.dispatchUntil("failed", 1);
        fixture.await("sent", 1);
    }
}
