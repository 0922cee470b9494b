package digestbot.delivery.chats;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.Subscriber;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class SubscriptionServiceTest {

    private static final Chat OLD = chat(1).chat();
    private static final long NEW = -1001;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void onlyWhatWasPausedByARemovalEndsWhenTheBotIsThereAgain() {
        for (long chat = 1; chat <= 3; chat++) {
            fixture.subscribe(chat);
        }
        fixture.write(tx -> {
            fixture.subscriptions.unreachable(tx, chat(1).chat(), "removed");
            fixture.subscriptions.unreachable(tx, chat(2).chat(), "muted");
            fixture.subscriptions.stop(tx, chat(3).chat());
            for (long chat = 1; chat <= 4; chat++) {
                fixture.subscriptions.present(tx, chat(chat).chat(), why -> why.equals("removed"));
            }
        });
        fixture.assertRows(
                "SELECT chat_id || ' ' || coalesce(paused_reason, 'served') FROM subscriber ORDER BY 1",
                "1 served",
                "2 muted",
                "3 " + Subscriber.STOPPED);
    }

    @Test
    void heedsNothingAboutChatsThatAreNoSubscribers() {
        fixture.write(tx -> {
            fixture.subscriptions.unreachable(tx, OLD, "blocked");
            fixture.subscriptions.back(tx, OLD);
            fixture.subscriptions.moved(tx, OLD, NEW);
            assertThat(fixture.subscriptions.stop(tx, OLD)).isFalse();
        });
        fixture.assertRows("SELECT count(*) FROM subscriber", "0");
    }

    @Test
    void cancelsAnswersOfAChatThatIsGoneAndHoldsTheRestUntilItSubscribesAgain() {
        fixture.publishTo(1, "Thursday");
        fixture.say(1, "answer");
        fixture.write(tx -> fixture.subscriptions.unreachable(tx, OLD, "blocked"));
        fixture.assertRows(
                "SELECT cause || ' ' || state FROM delivery ORDER BY number", "digest paused", "reply cancelled");
        Subscriber subscriber = fixture.subscribe(1);
        fixture.write(tx -> assertThat(fixture.subscriptions.subscribe(tx, subscriber.number(), "US-China", 0))
                .isFalse());
        fixture.assertRows("SELECT count(*) FROM subscriber WHERE paused_reason IS NULL", "1");
        assertThat(fixture.count("queued")).isEqualTo(1);
    }

    @Test
    void aChatThatMovedIsAliveAndTakesEverythingAlong() {
        fixture.publishTo(1, "Thursday");
        fixture.write(tx -> {
            fixture.subscriptions.unreachable(tx, OLD, "the group was upgraded");
            fixture.subscriptions.moved(tx, OLD, NEW);
            fixture.subscriptions.moved(tx, OLD, NEW);
        });
        fixture.assertRows("SELECT chat_id FROM subscriber WHERE paused_reason IS NULL", "-1001");
        assertThat(fixture.count("queued")).isEqualTo(1);
    }

    @Test
    void whatWasOpenedAndSearchedGoesToTheChatWithWhichItIsMerged() {
        long old = fixture.subscribe(1).number();
        long present = fixture.subscribe(NEW).number();
        long both = fixture.publish("Thursday");
        long one = fixture.publish("Friday");
        fixture.execute("INSERT INTO opened (subscriber, digest, at) VALUES (?, ?, 1)", old, both);
        fixture.execute("INSERT INTO opened (subscriber, digest, at) VALUES (?, ?, 1)", old, one);
        fixture.execute("INSERT INTO opened (subscriber, digest, at) VALUES (?, ?, 2)", present, both);
        fixture.execute("""
                INSERT INTO search (key, platform, chat_id, user_id, words, used_at)
                VALUES ('a', 'telegram', 1, 0, 'trade', 0)
                """);
        fixture.write(tx -> fixture.subscriptions.moved(tx, OLD, NEW));
        fixture.assertRows(
                "SELECT subscriber || ' ' || digest || ' ' || at FROM opened ORDER BY digest",
                present + " " + both + " 2",
                present + " " + one + " 1");
        fixture.assertRows("SELECT chat_id FROM search", String.valueOf(NEW));
    }

    @Test
    void doesNotOweAgainWhatTheChatGotBeforeItMoved() {
        fixture.publishTo(1, "Thursday");
        fixture.deliver(1);
        fixture.closeSenders();
        fixture.subscribe(NEW);
        fixture.publish("Friday");
        fixture.execute("""
                INSERT INTO delivery (number, subscriber, platform, cause, priority, due_at, next_at, created_at)
                SELECT 100, number, platform, 'digest', 1, 0, 0, 0 FROM subscriber WHERE chat_id = -1001
                """);
        fixture.execute("""
                INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                SELECT 100, 0, 1, max(number) FROM subscription
                """);
        fixture.write(tx -> fixture.subscriptions.moved(tx, OLD, NEW));
        fixture.assertRows("SELECT number || ' ' || state FROM delivery WHERE number = 100", "100 cancelled");
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE state = 'queued'"))
                .as("Friday, once")
                .containsExactly("1");
        fixture.assertRows("SELECT count(*) FROM subscription", "1");
    }

    @Test
    void aChatThatStoppedIsOwedNothingNewAndKeepsTheRestUntilItComesBackByItsOwnWish() {
        fixture.publishTo(1, "Thursday");
        fixture.say(1, "answer");
        fixture.write(tx -> assertThat(fixture.subscriptions.stop(tx, OLD)).isTrue());
        fixture.publish("Friday");
        fixture.assertRows(
                "SELECT cause || ' ' || state FROM delivery ORDER BY number", "digest paused", "reply queued");
        fixture.assertRows("SELECT count(*) FROM subscription", "1");
        fixture.assertRows("SELECT paused_reason FROM subscriber", Subscriber.STOPPED);
        fixture.write(tx -> {
            fixture.subscriptions.unreachable(tx, OLD, "blocked");
            fixture.subscriptions.back(tx, OLD);
        });
        assertThat(fixture.count("paused")).isEqualTo(1);
        fixture.write(tx -> assertThat(fixture.subscriptions.resume(tx, OLD)).isTrue());
        fixture.write(tx -> assertThat(fixture.subscriptions.resume(tx, OLD)).isFalse());
        assertThat(fixture.count("queued")).isEqualTo(1);
    }

    @Test
    void aStoppedChatThatMovesStaysStopped() {
        fixture.publishTo(1, "Thursday");
        fixture.write(tx -> {
            fixture.subscriptions.stop(tx, OLD);
            fixture.subscriptions.moved(tx, OLD, NEW);
        });
        fixture.assertRows("SELECT chat_id || ' ' || paused_reason FROM subscriber", "-1001 stopped");
        assertThat(fixture.count("paused")).isEqualTo(1);
    }

    @Test
    void whatDidNotArriveBeforeTheChatStoppedIsHeldAndNotTriedAgain() {
        fixture.messenger.next(1, request -> {
            fixture.write(tx -> fixture.subscriptions.stop(tx, OLD));
            return new SendResult.NotSent("502");
        });
        fixture.publishTo(1, "Thursday");
        fixture.dispatchUntil("paused", 1);
        fixture.write(tx -> fixture.subscriptions.resume(tx, OLD));
        fixture.pass(Duration.ofSeconds(1));
        fixture.await("sent", 1);
        assertThat(fixture.messenger.count()).isEqualTo(2);
    }
}
