package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.fanout.Audience;
import digestbot.delivery.fanout.FanOuts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A digest that falls due, and an answer, do not wait behind an announcement to everybody.
class PrecedenceTest {

    private static final int EVERYBODY = 100_000;
    private static final int READERS = 50;
    private static final PlatformLimits LIMITS = new PlatformLimits(40, 0, 0);

    /// The number of deliveries claimed at a time: what can be sent in five seconds.
    private static final int AHEAD = 200;

    private static final int IN_FLIGHT = 16;

    /// The number of requests without the two that are reserved for answers.
    private static final int FOR_OTHERS = 14;

    @TempDir
    Path folder;

    private final CountDownLatch open = new CountDownLatch(1);
    private DeliveryFixture fixture;

    @BeforeEach
    void announce() {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        fixture.messenger.otherwise(_ -> {
            awaitOpen();
            return new Sent("m");
        });
        fixture.subscribeAll(EVERYBODY);
        fixture.addTopic("trade");
        LongStream.rangeClosed(1, READERS).forEach(chat -> fixture.subscribe(chat * 1_000, "trade"));
        fanOut();
        fixture.dispatch(LIMITS, IN_FLIGHT);
        fixture.awaitRequests(FOR_OTHERS);
    }

    @AfterEach
    void close() {
        open.countDown();
        fixture.close();
    }

    @Test
    void anEditionGoesBeforeTheRestOfAnAnnouncementAndAnAnswerBeforeBoth() {
        fixture.publish("trade", "Thursday*2");
        fixture.say(1, "an answer");
        Awaitility.await().until(() -> fixture.messenger.texts(1).contains("an answer")); // while all others hang
        open.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> editions() == 2 * READERS);

        List<String> texts =
                fixture.messenger.requests().stream().map(Request::text).toList();
        assertThat(texts.indexOf("an answer")).as("behind what was on its way").isEqualTo(FOR_OTHERS);
        assertThat(texts.subList(0, texts.lastIndexOf("Thursday r1 1/2")))
                .as("the announcement's messages before the edition's last first part")
                .filteredOn("news"::equals)
                .hasSizeLessThanOrEqualTo(AHEAD);
        assertThat(texts.subList(0, texts.lastIndexOf("Thursday r1 2/2")))
                .as("and before its last part")
                .filteredOn("news"::equals)
                .hasSizeLessThanOrEqualTo(AHEAD);
    }

    private long editions() {
        return fixture.messenger.requests().stream()
                .filter(request -> request.text().startsWith("Thursday"))
                .count();
    }

    private void fanOut() {
        var fanOuts = new FanOuts(fixture.outboxEvents, fixture.clock);
        var everybody = Audience.of(Set.of(fixture.messenger.platform()));
        long shared = fixture.database.write(tx -> fanOuts.create(tx, DeliveryFixture.content("news")));
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            after = fixture.database.write(tx -> fanOuts.plan(tx, shared, everybody, from));
        }
        assertThat(fixture.count("queued")).isEqualTo(EVERYBODY);
    }

    private void awaitOpen() {
        try {
            open.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
