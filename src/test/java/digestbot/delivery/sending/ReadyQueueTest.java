package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
import digestbot.delivery.ratelimit.TestTicker;
import digestbot.delivery.sending.ReadyQueue.NextAction;
import digestbot.delivery.sending.ReadyQueue.Rank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {

    private static final Step<String> SEND = new Step.Send<>("new", false);
    private static final Step<String> EDIT = new Step.Edit<>("m", "changed");

    private final TestTicker ticker = new TestTicker();
    private long lastDelivery;

    @Test
    void answersGoFirstThenFirstPartsThenFurtherOnesThenCorrectionsThenBroadcasts() {
        var departures = new ReadyQueue<String>(new RateLimiter(DeliveryFixture.UNLIMITED, ticker));
        departures.add(claim(Priority.BROADCASTS, List.of(SEND)));
        departures.add(claim(Priority.CORRECTIONS, List.of(EDIT)));
        departures.add(claim(Priority.DIGESTS, List.of(SEND, SEND)).advanced(OptionalLong.empty()));
        departures.add(claim(Priority.DIGESTS, List.of(SEND)));
        departures.add(claim(Priority.DIGESTS, List.of(SEND, SEND)));
        departures.add(claim(Priority.REPLIES, List.of(SEND)));
        assertThat(gone(departures, Rank.BROADCAST)).containsExactly(6L, 4L, 5L, 3L, 2L, 1L);
    }

    @Test
    void onlyAnswersGoWhereTheLastPlacesAreKeptForThem() {
        var departures = new ReadyQueue<String>(new RateLimiter(DeliveryFixture.UNLIMITED, ticker));
        departures.add(claim(Priority.DIGESTS, List.of(SEND)));
        departures.add(claim(Priority.REPLIES, List.of(SEND)));
        assertThat(gone(departures, Rank.REPLY)).containsExactly(2L);
        assertThat(gone(departures, Rank.BROADCAST)).containsExactly(1L);
    }

    @Test
    void repliesAndNoticesGoWhileDeliveriesAreHeld() {
        var departures = new ReadyQueue<String>(new RateLimiter(DeliveryFixture.UNLIMITED, ticker));
        departures.add(claim(Priority.DIGESTS, List.of(SEND)));
        departures.add(claim(Priority.NOTICES, List.of(SEND)));
        departures.add(claim(Priority.REPLIES, List.of(SEND)));
        assertThat(gone(departures, Rank.NOTICE)).containsExactly(3L, 2L);
    }

    @Test
    void whatCannotBePaidForWaitsWithoutHoldingUpTheRest() {
        var departures = new ReadyQueue<String>(new RateLimiter(new PlatformLimits(1, 0, 0, 1000), ticker));
        for (int i = 0; i < 3; i++) {
            departures.add(claim(Priority.CORRECTIONS, List.of(EDIT)));
        }
        departures.add(claim(Priority.BROADCASTS, List.of(SEND)));
        departures.add(claim(Priority.BROADCASTS, List.of(SEND)));
        List<Long> gone = new ArrayList<>();
        long start = ticker.now;
        List<Long> at = new ArrayList<>();
        while (gone.size() < 5) {
            switch (departures.next(Rank.BROADCAST, 0)) {
                case NextAction.SendNow<String> go -> {
                    gone.add(go.claim().key().delivery());
                    at.add((ticker.now - start) / 100_000_000);
                }
                case NextAction.Wait<String>(Duration wait) -> ticker.pass(wait.toNanos());
                case NextAction.Release<String> released -> throw new AssertionError(released);
            }
        }
        assertThat(gone).containsExactly(1L, 4L, 5L, 2L, 3L);
        assertThat(at).containsExactly(0L, 0L, 0L, 10L, 20L);
    }

    private static List<Long> gone(ReadyQueue<String> departures, Rank last) {
        List<Long> gone = new ArrayList<>();
        while (departures.next(last, 0) instanceof NextAction.SendNow<String> go) {
            gone.add(go.claim().key().delivery());
        }
        return gone;
    }

    private Claim<String> claim(int priority, List<Step<String>> steps) {
        long number = ++lastDelivery;
        var to = new Destination(new Chat(Platform.TELEGRAM, number, ChatType.PRIVATE, ""), 0);
        return new Claim<>(new Claim.ClaimKey(number, 1, priority), 1, Long.MAX_VALUE, to, steps, List.of(), 0);
    }
}
