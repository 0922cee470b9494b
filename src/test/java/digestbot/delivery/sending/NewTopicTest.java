package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Length;
import digestbot.audience.Subscriber;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A topic that appears after somebody wanted all of them.
@Tag("database")
class NewTopicTest {

    private static final String TRADE = "trade";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private Subscriber subscriber;

    @BeforeEach
    void open() {
        subscriber = fixture.subscribe(7);
        fixture.subscribe(8);
        fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, subscriber.number(), true, 4));
        fixture.clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void comesToWhoWantsAllWithTheChoicesOfTheirLastSubscription() {
        fixture.change(
                subscriber,
                DeliveryFixture.TOPIC,
                made -> made.withReading(made.reading().withLength(Length.SHORT)));
        fixture.addTopic(TRADE);
        fixture.publish(TRADE, "Trade");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(7)).containsExactly("Trade r1");
        assertThat(fixture.messenger.requests().getFirst().thread()).isEqualTo(4);
        assertThat(fixture.rows(
                        "SELECT subscriber || ' ' || thread || ' ' || length FROM subscription WHERE topic = 'trade'"))
                .containsExactly(subscriber.number() + " 4 short");
    }

    @Test
    void doesNotComeAgainToWhoUnsubscribedFromIt() {
        fixture.addTopic(TRADE);
        fixture.publish(TRADE, "Trade");
        fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber.number(), TRADE));
        fixture.publish(TRADE, "Trade, later");
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void doesNotComeToWhoWantsNoNewOnesAnyMore() {
        fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, subscriber.number(), false, 0));
        fixture.addTopic(TRADE);
        fixture.publish(TRADE, "Trade");
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void comesToAllHoweverMany() {
        fixture.write(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, created_at, all_topics_since)
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2599)
                    SELECT 'telegram', i, 'private', 0, 0 FROM n
                    """);
            DeliveryFixture.addTopic(tx, TRADE);
        });
        fixture.publish(TRADE, "Trade");
        assertThat(fixture.count("queued")).isEqualTo(2_501);
    }
}
