package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Requests outside the outbox: they count towards the platform's limits, and are not held up by deliveries.
class DirectRequestsTest {

    private static final Chat GROUP = chat(7, ChatType.GROUP);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void haveTheirTurnDuringAFanOut() throws InterruptedException {
        fixture.subscribeAll(2_000);
        fixture.publish("Thursday");
        RequestPermits permits =
                fixture.dispatch(new PlatformLimits(50, 1, 0), 8).permits();
        awaitSent(20);
        for (int member = 0; member < 10; member++) {
            assertThat(permits.acquire(chat(100_000 + member, ChatType.GROUP), true, LONG))
                    .isPresent();
        }
        assertThat(fixture.count("sent")).isLessThan(2_000);
        awaitSent(fixture.count("sent") + 20);
    }

    private void awaitSent(long deliveries) {
        Awaitility.await().until(() -> fixture.count("sent") >= deliveries);
    }

    @Test
    void countTowardsTheLimitOfAGroup() throws InterruptedException {
        RequestPermits permits =
                fixture.dispatch(new PlatformLimits(0, 0, 2), 1).permits();
        for (int i = 0; i < 2; i++) {
            Optional<RequestPermits.Permit> permit = permits.acquire(GROUP, i == 0, LONG);
            permit.orElseThrow().answered();
        }
        assertThat(permits.acquire(GROUP, true, SHORT)).isEmpty();
        fixture.write(tx -> {
            fixture.outbox.reply(tx, DeliveryFixture.chat(7), "en", DeliveryFixture.content("hello"));
            tx.handle().execute("UPDATE subscriber SET kind = 'group' WHERE chat_id = 7");
        });
        fixture.say(8, "to another chat");
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(8)).containsExactly("to another chat");
    }

    @Test
    void waitForTheirChatWithoutHoldingUpOthers() throws InterruptedException {
        RequestPermits permits = fixture.dispatch(DeliveryFixture.UNLIMITED, 1).permits();
        permits.limited(GROUP, new SendResult.RateLimited(LONG, false));
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                permits.acquire(GROUP, true, LONG);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        fixture.say(8, "to another chat");
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(8)).containsExactly("to another chat");
        assertThat(waiting.isAlive()).as("it still waits").isTrue();
        fixture.closeDispatchers();
        waiting.join();
    }

    @Test
    void arePausedAsThePlatformRequires() throws InterruptedException {
        RequestPermits permits = fixture.dispatch(DeliveryFixture.UNLIMITED, 1).permits();
        permits.limited(GROUP, new SendResult.RateLimited(LONG, false));
        assertThat(permits.acquire(GROUP, true, SHORT)).isEmpty();
        assertThat(permits.acquire(chat(8, ChatType.GROUP), true, LONG)).isPresent();
    }

    @Test
    void endWithTheDispatcher() throws InterruptedException {
        RequestPermits permits = fixture.dispatch(DeliveryFixture.UNLIMITED, 1).permits();
        fixture.closeDispatchers();
        assertThat(permits.acquire(GROUP, true, SHORT)).isEmpty();
    }

    private static Chat chat(long id, ChatType kind) {
        return new Chat(Platform.TELEGRAM, id, kind, "");
    }
}
