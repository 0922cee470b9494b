package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Length;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A topic that appears after somebody wanted all of them.
@Timeout(30)
class NewTopicTest {

    private static final String TRADE = "trade";

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private Subscriber subscriber;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
        subscriber = bed.subscribe(7);
        bed.subscribe(8);
        bed.write(tx -> bed.subscriptions.setAllTopics(tx, subscriber.number(), true, 4));
        bed.clock.pass(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void comesToWhoWantsAllWithTheChoicesOfTheirLastSubscription() {
        bed.write(tx -> {
            Subscription made = bed.stored
                    .find(tx, subscriber.number(), DeliveryFixture.TOPIC)
                    .orElseThrow();
            bed.subscriptions.change(tx, made.withReading(made.reading().withLength(Length.SHORT)));
        });
        bed.write(tx -> DeliveryFixture.addTopic(tx, TRADE));
        bed.publish(TRADE, "Trade");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("Trade r1");
        assertThat(bed.messenger.requests().getFirst().thread()).isEqualTo(4);
        assertThat(bed.rows(
                        "SELECT subscriber || ' ' || thread || ' ' || length FROM subscription WHERE topic = 'trade'"))
                .containsExactly(subscriber.number() + " 4 short");
    }

    @Test
    void doesNotComeAgainToWhoUnsubscribedFromIt() {
        bed.write(tx -> DeliveryFixture.addTopic(tx, TRADE));
        bed.publish(TRADE, "Trade");
        bed.write(tx -> bed.subscriptions.unsubscribe(tx, subscriber.number(), TRADE));
        bed.publish(TRADE, "Trade, later");
        assertThat(bed.count("queued")).isZero();
    }

    @Test
    void doesNotComeToWhoWantsNoNewOnesAnyMore() {
        bed.write(tx -> bed.subscriptions.setAllTopics(tx, subscriber.number(), false, 0));
        bed.write(tx -> DeliveryFixture.addTopic(tx, TRADE));
        bed.publish(TRADE, "Trade");
        assertThat(bed.count("queued")).isZero();
    }

    @Test
    void comesToAllHoweverMany() {
        bed.write(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, created_at, all_topics_since)
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 20099)
                    SELECT 'telegram', i, 'private', 0, 0 FROM n
                    """);
            DeliveryFixture.addTopic(tx, TRADE);
        });
        bed.publish(TRADE, "Trade");
        assertThat(bed.count("queued")).isEqualTo(20_001);
    }
}
