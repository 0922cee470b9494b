package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.WordKind;
import digestbot.delivery.chats.WordService;
import digestbot.digest.words.WordCutter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deliveries to chats that follow and mute words.
@Tag("database")
class WordDeliveryTest {

    private static final String TRADE = "trade";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private WordService words;

    @BeforeEach
    void open() {
        words = new WordService(fixture.library, fixture.subscriptions, fixture.clock);
        fixture.addTopic(TRADE);
    }

    private void add(long chat, WordKind kind, String... typed) {
        fixture.write(tx -> {
            Subscriber subscriber = fixture.subscriptions.subscriber(
                    tx, DeliveryFixture.chat(chat).chat(), Preferences.DEFAULT);
            for (String word : typed) {
                words.add(tx, subscriber.number(), kind, WordCutter.key(word), word, 0);
            }
        });
    }

    /// The claim stores the words that decide the messages, and no others.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tariffs on steel   | chips, steel, tariffs | oil, ports    | tariffs/
            Tariffs on steel   | steel                 | tariffs, oil  | steel/tariffs
            Tariffs on steel   | steel                 |               | steel/
            """)
    void aClaimStoresTheWordsThatTheDigestHas(String title, String followed, String muted, String stored) {
        add(7, WordKind.FOLLOW, followed.split(", "));
        if (muted != null) {
            add(7, WordKind.MUTE, muted.split(", "));
        }
        fixture.publish(title);
        fixture.deliver(1);
        assertThat(fixture.rows("SELECT words FROM delivery")).containsExactly(stored);
    }

    @Test
    void aSubscriberHasNoFollowedWordInTheTopicsOwnDigests() {
        fixture.subscribe(7);
        add(7, WordKind.FOLLOW, "tariffs");
        add(7, WordKind.MUTE, "steel", "chips");
        fixture.publish("Tariffs on steel");
        fixture.deliver(1);
        assertThat(fixture.rows("SELECT words FROM delivery")).containsExactly("/steel");
    }

    @Test
    void aDigestWithAFollowedWordIsAMessageOfItsOwn() {
        Subscriber reader = fixture.subscribe(7, TRADE);
        fixture.addTopic("energy");
        fixture.subscribe(7, "energy");
        add(7, WordKind.FOLLOW, "tariffs");
        fixture.deliverAt(reader, TRADE, "20:00");
        fixture.deliverAt(reader, "energy", "20:00");
        fixture.publish(TRADE, "Quotas");
        fixture.publish(DeliveryFixture.TOPIC, "Tariffs");
        fixture.publish("energy", "Oil");
        fixture.pass(Duration.ofDays(1));
        fixture.deliver(2);
        assertThat(fixture.messenger.texts(7))
                .containsExactlyInAnyOrder("bundle of Quotas@1, Oil@1; 6 points", "Tariffs r1");
    }

    @Test
    void aCorrectionAndAWithdrawalReachTheMessage() {
        add(7, WordKind.FOLLOW, "tariffs");
        long digest = fixture.publish("Tariffs");
        fixture.deliver(1);
        fixture.correct(digest, 2, "Tariffs, corrected");
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("Tariffs, corrected r2");
        fixture.withdraw(digest);
        fixture.await("sent", 3);
        assertThat(fixture.rows("SELECT cause FROM delivery ORDER BY number"))
                .containsExactly("digest", "correction", "withdrawal");
    }

    @Test
    void aChatThatMovesTakesItsWordsAlong() {
        add(1, WordKind.FOLLOW, "tariffs", "steel");
        add(1, WordKind.MUTE, "chips");
        add(2, WordKind.FOLLOW, "steel", "oil");
        fixture.move(1, 2);
        assertThat(fixture.rows("SELECT w.kind || ' ' || w.word FROM word w JOIN subscriber u"
                        + " ON u.number = w.subscriber WHERE u.chat_id = 2 ORDER BY w.kind, w.word"))
                .containsExactly("follow oil", "follow steel", "follow tariffs", "mute chips");
        assertThat(fixture.rows("SELECT number FROM subscription")).hasSize(1);
        fixture.publish("Tariffs");
        assertThat(fixture.rows("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"))
                .containsExactly("2");
    }
}
