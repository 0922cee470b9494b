package digestbot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.subscription.Chat;
import digestbot.subscription.Subscriber;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionsTest {

    private static final Chat OLD = Bed.chat(1).chat();
    private static final long NEW = -1001;

    @TempDir
    Path folder;

    private Bed bed;

    @BeforeEach
    void open() {
        bed = new Bed(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        bed.close();
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
        assertThat(bed.count("owed")).isEqualTo(1);
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
                .containsExactly("digest held", "reply cancelled");
    }

    @Test
    void takesEverythingAlongToAnIdThatNobodyHas() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        assertThat(bed.rows("""
                SELECT u.chat_id || ' ' || d.state FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                """)).containsExactly("-1001 owed");
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
        assertThat(bed.count("owed")).isEqualTo(1);
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
                INSERT INTO delivery (number, subscriber, platform, cause, lane, due_at, next_at, created_at)
                SELECT 100, number, platform, 'digest', 1, 0, 0, 0 FROM subscriber WHERE chat_id = -1001
                """));
        bed.write(tx -> tx.handle().execute("""
                INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                SELECT 100, 0, 1, max(number) FROM subscription
                """));
        bed.write(tx -> bed.subscriptions.moved(tx, OLD, NEW));
        assertThat(bed.rows("SELECT number || ' ' || state FROM delivery WHERE number = 100"))
                .containsExactly("100 cancelled");
        assertThat(bed.rows("SELECT count(*) FROM delivery WHERE state = 'owed'"))
                .as("Friday, once")
                .containsExactly("1");
        assertThat(bed.rows("SELECT count(*) FROM subscription")).containsExactly("1");
    }
}
