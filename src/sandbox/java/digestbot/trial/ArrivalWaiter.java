package digestbot.trial;

import digestbot.database.Database;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.status.DeliveryCountStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until the expected number of deliveries was sent, or until there is no more progress.
final class ArrivalWaiter {

    private static final long POLL_INTERVAL_MILLIS = 100;
    private static final int MAX_IDLE_POLLS = 600;

    private final Database database;
    private final int expected;

    ArrivalWaiter(Database database, int expected) {
        this.database = database;
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
        return database.read(tx -> new DeliveryCountStore().states(tx, DeliveryCause.DIGEST))
                .getOrDefault(state, 0L)
                .intValue();
    }
}
