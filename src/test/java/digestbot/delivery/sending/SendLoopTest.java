package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestClock;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendLoopTest {

    private static final long CHAT = 5;
    private static final Destination TO = DeliveryFixture.chat(CHAT);

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private final ScriptedMessenger messenger = new ScriptedMessenger();
    private final Clocks clocks = new TestClock().both();
    private final AtomicLong nanos = new AtomicLong();

    /// Each look at this clock finds that the last result is too old for another request.
    private final ResultWriter results = new ResultWriter(
            database,
            Platform.TELEGRAM,
            new OutboxEvents(),
            new SendCounters(),
            () -> nanos.addAndGet(2 * ResultWriter.MAX_AGE.toNanos()));

    private final SendLoop<String> loop =
            new SendLoop<>(messenger, DeliveryFixture.UNLIMITED, results, LeaderTerm.PERMANENT, clocks);

    @BeforeEach
    void start() {
        results.begin(LeaderTerm.PERMANENT, _ -> loop.wake(), true);
        loop.start(() -> false, request -> Thread.ofVirtual().start(request), true);
    }

    @AfterEach
    void stop() {
        messenger.answerAll();
        loop.close();
        results.close();
    }

    private static Claim<String> ofTwoParts() {
        List<Step<String>> steps = List.of(new Step.Send<>("one", false), new Step.Send<>("two", true));
        var key = new Claim.ClaimKey(1, 1, Priority.DIGESTS);
        return new Claim<>(key, 1, Long.MAX_VALUE, TO, steps, List.of(), 0);
    }

    @Test
    void sendsAllPartsOfADeliveryThatIsClaimedAgainAfterItWasWithdrawn() {
        loop.releaseWithdrawn(Set.of(1L));
        loop.add(List.of(ofTwoParts()));
        assertThat(Waiting.exactly(2, () -> messenger.texts(CHAT))).containsExactly("one", "two");
    }

    @Test
    void endsAlsoWhileACommitHangs() throws InterruptedException {
        var writing = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> database.writeWithoutResult(_ -> {
                    writing.countDown();
                    ScriptedMessenger.await(release);
                }));
        writing.await();
        ScriptedMessenger.Hanging request = messenger.hang(CHAT);
        loop.add(List.of(ofTwoParts()));
        request.awaitAsked();
        Thread closing = Thread.ofPlatform().start(loop::close);
        request.answer(new SendResult.Sent("m"));
        try {
            Awaitility.await().untilAsserted(() -> assertThat(closing.isAlive()).isFalse());
        } finally {
            release.countDown();
        }
    }
}
