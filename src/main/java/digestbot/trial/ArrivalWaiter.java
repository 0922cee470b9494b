package digestbot.trial;

import digestbot.app.Bot;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until the expected number of deliveries was sent, or until there is no more progress.
final class ArrivalWaiter {

    private static final long POLL_INTERVAL_MILLIS = 100;
    private static final int MAX_IDLE_POLLS = 600;

    private final Bot bot;
    private final int expected;

    ArrivalWaiter(Bot bot, int expected) {
        this.bot = bot;
        this.expected = expected;
    }

    /// Waits.
    ///
    /// @param stopped a latch that ends the waiting
    /// @return true if all were sent
    boolean await(CountDownLatch stopped) throws InterruptedException {
        int quiet = 0;
        int before = 0;
        while (missing() > 0 && quiet < MAX_IDLE_POLLS && !settled()) {
            if (stopped.await(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
            quiet = missing() == before ? quiet + 1 : 0;
            before = missing();
        }
        return missing() == 0;
    }

    /// The number of deliveries that have not been sent so far.
    int missing() {
        return expected - count(DeliveryState.SENT);
    }

    /// Tells whether all expected deliveries were sent or failed.
    private boolean settled() {
        return count(DeliveryState.SENT) + count(DeliveryState.FAILED) >= expected;
    }

    private int count(DeliveryState state) {
        return bot.deliveries(DeliveryCause.DIGEST).getOrDefault(state, 0L).intValue();
    }
}
