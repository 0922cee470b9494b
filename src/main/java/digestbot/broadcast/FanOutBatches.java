package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOuts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Plans, retries, cancels and withdraws the deliveries of broadcasts, one range of subscribers per
/// short transaction, so that other writers are not blocked. The progress is stored in the row.
final class FanOutBatches {

    /// The largest number of ranges of each kind in a row.
    private static final int MOST = 40;

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastRunStore runs = new BroadcastRunStore();
    private final Database database;
    private final FanOuts fanOuts;
    private final Set<Platform> platforms;

    FanOutBatches(Database database, FanOuts fanOuts, Set<Platform> platforms) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.platforms = Set.copyOf(platforms);
    }

    /// Advances the broadcast by a bounded number of batches.
    void tend(long number) {
        repeat(() -> plan(number));
        repeat(() -> retry(number));
        if (repeat(() -> cancel(number))) {
            repeat(() -> takeBack(number));
        }
    }

    /// @return whether the step came to its end
    private static boolean repeat(BooleanSupplier step) {
        boolean more = true;
        for (int i = 0; i < MOST && more; i++) {
            more = step.getAsBoolean();
        }
        return !more;
    }

    /// Plans the deliveries of the next range and returns whether there are more.
    boolean plan(long number) {
        return database.write(transaction -> at(transaction, number, State.RUNNING, State.PAUSED)
                .filter(run -> !run.run().planned())
                .map(found -> {
                    OptionalLong after = fanOuts.plan(
                            transaction,
                            found.run().shared(),
                            found.broadcast()
                                    .to()
                                    .audience(platforms, found.run().startedAt()),
                            found.run().after());
                    runs.advance(transaction, number, after);
                    return after.isPresent();
                })
                .orElse(false));
    }

    private boolean retry(long number) {
        return database.write(transaction -> at(transaction, number, State.RUNNING, State.PAUSED)
                .filter(found -> found.run().retrying().isPresent())
                .map(found -> {
                    OptionalLong after = fanOuts.retry(
                            transaction,
                            found.run().shared(),
                            found.run().retrying().getAsLong());
                    runs.advanceRetry(transaction, number, after);
                    return after.isPresent();
                })
                .orElse(false));
    }

    private boolean cancel(long number) {
        return database.write(transaction -> at(transaction, number, State.STOPPED, State.WITHDRAWN)
                .map(found -> fanOuts.cancel(transaction, found.run().shared(), BroadcastControl.STOPPED))
                .orElse(false));
    }

    private boolean takeBack(long number) {
        return database.write(transaction -> at(transaction, number, State.WITHDRAWN)
                .filter(found -> found.run().withdrawing().isPresent())
                .map(found -> {
                    OptionalLong after = fanOuts.takeBack(
                            transaction,
                            found.run().shared(),
                            found.run().withdrawal().orElseThrow(),
                            found.run().withdrawing().getAsLong());
                    runs.advanceWithdrawal(transaction, number, after);
                    return after.isPresent();
                })
                .orElse(false));
    }

    private record Found(Broadcast broadcast, Run run) {}

    /// Reads the broadcast again, since it may have changed; empty if it is in none of the states.
    private Optional<Found> at(Transaction transaction, long number, State... states) {
        return store.find(transaction, number)
                .filter(found -> Set.of(states).contains(found.state()))
                .flatMap(found -> found.run().map(run -> new Found(found, run)));
    }
}
