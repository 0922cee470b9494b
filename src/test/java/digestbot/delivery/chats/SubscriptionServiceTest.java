package digestbot.delivery.chats;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.Subscriber;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionServiceTest {

    private static final Chat OLD = DeliveryFixture.chat(1).chat();
    private static final long NEW = -1001;

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
    void onlyWhatWasPausedByARemovalEndsWhenTheBotIsThereAgain() {
        for (long chat = 1; chat <= 3; chat++) {
            bed.subscribe(chat);
        }
        bed.write(tx -> {
            bed.subscriptions.unreachable(tx, DeliveryFixture.chat(1).chat(), "removed");
            bed.subscriptions.unreachable(tx, DeliveryFixture.chat(2).chat(), "muted");
            bed.subscriptions.stop(tx, DeliveryFixture.chat(3).chat());
            for (long chat = 1; chat <= 4; chat++) {
                bed.subscriptions.present(tx, DeliveryFixture.chat(chat).chat(), why -> why.equals("removed"));
            }
        });
        assertThat(bed.rows("SELECT chat_id || ' ' || coalesce(paused_why, 'served') FROM subscriber ORDER BY 1"))
                .containsExactly("1 served", "2 muted", "3 " + Subscriber.STOPPED);
    }

    @Test
    void subscribesOnceAndBringsAPausedChatBack() {
        Subscriber subscriber = bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> bed.subscriptions.unreachable(tx, OLD, "blocked"));
        bed.write(tx -> assertThat(bed.subscriptions.subscribe(tx, subscriber.number(), "US-China", 0))
                .isFalse());
        assertThat(bed.rows("SELECT count(*) FROM subscriber WHERE paused_why IS NULL"))
                .containsExactly("1");
        assertThat(bed.count("queued")).isEqualTo(1);
    }

    @Test
    void heedsNothingAboutChatsThatAreNoSubscribers() {
        bed.write(tx -> {
            bed.subscriptions.unreachable(tx, OLD, "blocked");
            bed.subscriptions.back(tx, OLD);
            bed.subscriptions.moved(tx, OLD, NEW);
        });
        assertThat(bed.rows("SELECT count(*) FROM subscriber")).containsExactly("0");
    }

    @Test
    void cancelsAnswersOfAChatThatIsGoneAndHoldsTheRest() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.say(1, "answer");
        bed.write(tx -> bed.subscriptions.unreachable(tx, OLD, "blocked"));
        assertThat(bed.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("digest paused", "reply cancelled");
    }

    @Test
    void takesEverythingAlongToAnIdThatNobodyHas() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        assertThat(bed.rows("""
                SELECT u.chat_id || ' ' || d.state FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                """)).containsExactly("-1001 queued");
    }

    @Test
    void aChatThatMovedIsAlive() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> {
            bed.subscriptions.unreachable(tx, OLD, "the group was upgraded");
            bed.subscriptions.moved(tx, OLD, NEW);
        });
        assertThat(bed.rows("SELECT count(*) FROM subscriber WHERE paused_why IS NULL"))
                .containsExactly("1");
        assertThat(bed.count("queued")).isEqualTo(1);
    }

    @Test
    void doesNotOweAgainWhatTheChatGotBeforeItMoved() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.dispatch();
        bed.await("sent", 1);
        bed.closeDispatchers();
        bed.subscribe(NEW);
        bed.publish("Friday");
        bed.write(tx -> tx.handle().execute("""
                INSERT INTO delivery (number, subscriber, platform, cause, priority, due_at, next_at, created_at)
                SELECT 100, number, platform, 'digest', 1, 0, 0, 0 FROM subscriber WHERE chat_id = -1001
                """));
        bed.write(tx -> tx.handle().execute("""
                INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                SELECT 100, 0, 1, max(number) FROM subscription
                """));
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        assertThat(bed.rows("SELECT number || ' ' || state FROM delivery WHERE number = 100"))
                .containsExactly("100 cancelled");
        assertThat(bed.rows("SELECT count(*) FROM delivery WHERE state = 'queued'"))
                .as("Friday, once")
                .containsExactly("1");
        assertThat(bed.rows("SELECT count(*) FROM subscription")).containsExactly("1");
    }

    @Test
    void aChatThatStoppedIsOwedNothingNewAndKeepsItsSubscriptionsAndAnswers() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.say(1, "answer");
        bed.write(tx -> assertThat(bed.subscriptions.stop(tx, OLD)).isTrue());
        bed.publish("Friday");
        assertThat(bed.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("digest paused", "reply queued");
        assertThat(bed.rows("SELECT count(*) FROM subscription")).containsExactly("1");
        assertThat(bed.rows("SELECT paused_why FROM subscriber")).containsExactly(Subscriber.STOPPED);
    }

    @Test
    void aChatThatStoppedComesBackOnlyByItsOwnWish() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> {
            bed.subscriptions.stop(tx, OLD);
            bed.subscriptions.unreachable(tx, OLD, "blocked");
            bed.subscriptions.back(tx, OLD);
        });
        assertThat(bed.count("paused")).isEqualTo(1);
        bed.write(tx -> assertThat(bed.subscriptions.resume(tx, OLD)).isTrue());
        bed.write(tx -> assertThat(bed.subscriptions.resume(tx, OLD)).isFalse());
        assertThat(bed.count("queued")).isEqualTo(1);
    }

    @Test
    void aChatThatIsBlockedAndStopsStaysStopped() {
        bed.subscribe(1);
        bed.write(tx -> {
            bed.subscriptions.unreachable(tx, OLD, "blocked");
            bed.subscriptions.stop(tx, OLD);
            bed.subscriptions.back(tx, OLD);
        });
        assertThat(bed.rows("SELECT paused_why FROM subscriber")).containsExactly(Subscriber.STOPPED);
    }

    @Test
    void whatIsTooOldByTheTimeOfTheWishToResumeIsLeftOut() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> bed.subscriptions.stop(tx, OLD));
        bed.clock.pass(Duration.ofHours(25));
        bed.write(tx -> bed.subscriptions.resume(tx, OLD));
        assertThat(bed.rows("SELECT state || ' ' || reason FROM delivery"))
                .containsExactly("cancelled missed while paused: stopped");
    }

    @Test
    void aStoppedChatThatMovesStaysStopped() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> {
            bed.subscriptions.stop(tx, OLD);
            bed.subscriptions.moved(tx, OLD, NEW);
        });
        assertThat(bed.rows("SELECT chat_id || ' ' || paused_why FROM subscriber"))
                .containsExactly("-1001 stopped");
        assertThat(bed.count("paused")).isEqualTo(1);
    }

    @Test
    void nobodyIsStoppedWhoIsNoSubscriber() {
        bed.write(tx -> assertThat(bed.subscriptions.stop(tx, OLD)).isFalse());
        assertThat(bed.rows("SELECT count(*) FROM subscriber")).containsExactly("0");
    }

    @Test
    void whatDidNotArriveBeforeTheChatStoppedIsHeldAndNotTriedAgain() {
        bed.messenger.next(1, request -> {
            bed.write(tx -> bed.subscriptions.stop(tx, OLD));
            return new SendResult.NotSent("502");
        });
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.dispatch();
        bed.await("paused", 1);
        bed.write(tx -> bed.subscriptions.resume(tx, OLD));
        bed.pass(Duration.ofSeconds(1));
        bed.await("sent", 1);
        assertThat(bed.messenger.count()).isEqualTo(2);
    }
}
