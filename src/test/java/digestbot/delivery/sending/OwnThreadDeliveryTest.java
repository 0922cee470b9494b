package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult.Sent;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each topic in a thread of its own, which its first delivery opens.
@Tag("database")
class OwnThreadDeliveryTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;
    private Subscriber reader;

    @BeforeEach
    void open() {
        reader = fixture.subscribe(1);
        fixture.addTopic("trade");
        fixture.write(tx -> fixture.subscriptions.setOwnThreads(tx, reader.number(), true));
    }

    @Test
    void theFirstDeliveryOpensTheThreadAndAllOthersGoThere() {
        messenger.next(1, new Sent("a", OptionalLong.of(9)));
        fixture.publish("Thursday*3");
        fixture.publish("Friday");
        fixture.deliver(2);
        assertThat(threadsOf(1)).containsExactly(Subscription.OWN_THREAD, 9L, 9L, 9L);
        assertThat(subscriptions()).containsExactly("us-china 9");
    }

    @Test
    void aChatThatCannotHaveThreadsGetsTheDigestsItself() {
        messenger.next(1, new Sent("a", OptionalLong.of(0)));
        fixture.publish("Thursday");
        fixture.deliver(1);
        assertThat(subscriptions()).as("the next delivery tries again").containsExactly("us-china -1");
    }

    @Test
    void aTopicThatIsSubscribedToLaterGetsOneAndAnotherSubscriptionToItChangesNothing() {
        messenger.next(1, new Sent("a", OptionalLong.of(9)));
        fixture.publish("Thursday");
        fixture.deliver(1);
        assertThat(subscribe("trade", 0)).isTrue();
        assertThat(subscribe("us-china", 0)).as("it stays in its thread").isFalse();
        assertThat(subscriptions()).containsExactly("trade -1", "us-china 9");
        assertThat(subscribe("us-china", 7)).as("another thread was chosen").isTrue();
        assertThat(subscriptions()).containsExactly("trade -1", "us-china 7");
    }

    @Test
    void allTopicsAreDeliveredToTheChatAgainWithWhatWaits() {
        fixture.publish("Thursday");
        fixture.write(tx -> fixture.subscriptions.setOwnThreads(tx, reader.number(), false));
        fixture.deliver(1);
        assertThat(threadsOf(1)).containsExactly(0L);
        assertThat(subscriptions()).containsExactly("us-china 0");
        assertThat(subscribe("trade", 0)).isTrue();
        assertThat(subscriptions()).containsExactly("trade 0", "us-china 0");
    }

    @Test
    void aNewTopicGetsOneToo() {
        fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, reader.number(), true, 0));
        messenger.next(1, new Sent("a", OptionalLong.of(9)));
        fixture.publish("trade", "Trade");
        fixture.deliver(1);
        assertThat(subscriptions()).containsExactly("trade 9", "us-china -1");
    }

    @Test
    void newTopicsGoWhereAllTopicsWereChosen() {
        fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, reader.number(), true, 7));
        fixture.publish("trade", "Trade");
        fixture.deliver(1);
        assertThat(subscriptions()).containsExactly("trade 7", "us-china -1");

        fixture.write(tx -> fixture.subscriptions.setOwnThreads(tx, reader.number(), false));
        assertThat(subscriptions()).containsExactly("trade 0", "us-china 0");
        assertThat(fixture.rows("SELECT all_topics_thread FROM subscriber")).containsExactly("0");
    }

    private boolean subscribe(String topic, long thread) {
        return fixture.database.write(tx -> fixture.subscriptions.subscribe(tx, reader.number(), topic, thread));
    }

    private List<Long> threadsOf(long chat) {
        return messenger.requests().stream()
                .filter(request -> request.chat() == chat)
                .map(Request::thread)
                .toList();
    }

    private List<String> subscriptions() {
        return fixture.rows("SELECT topic || ' ' || thread FROM subscription ORDER BY topic");
    }
}
