package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Plans, retries, cancels and withdraws the deliveries of broadcasts, one range of subscribers per
/// short transaction, so that other writers are not blocked. The progress is stored in the row.
final class FanOutBatches {

    /// The largest number of batches of each kind in a round.
    private static final int MAX_BATCHES_PER_ROUND = 40;

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastRunStore runs = new BroadcastRunStore();
    private final Database database;
    private final FanOutStore fanOuts;
    private final Set<Platform> platforms;

    FanOutBatches(Database database, FanOutStore fanOuts, Set<Platform> platforms) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.platforms = Set.copyOf(platforms);
    }

    /// Advances the broadcast by a bounded number of batches.
    void runRound(long number) {
        repeat(() -> plan(number));
        repeat(() -> retry(number));
        if (repeat(() -> cancel(number))) {
            repeat(() -> withdraw(number));
        }
    }

    /// @return true if the step has finished
    private static boolean repeat(BooleanSupplier step) {
        boolean more = true;
        for (int i = 0; i < MAX_BATCHES_PER_ROUND && more; i++) {
            more = step.getAsBoolean();
        }
        return !more;
    }

    /// Plans the deliveries of the next range and returns whether there are more.
    boolean plan(long number) {
        return database.write(transaction -> at(transaction, number, BroadcastState.RUNNING, BroadcastState.PAUSED)
                .filter(run -> !run.sendState().fullyPlanned())
                .map(found -> {
                    OptionalLong cursor = fanOuts.plan(
                            transaction,
                            found.sendState().fanOut(),
                            found.broadcast()
                                    .recipients()
                                    .audience(platforms, found.sendState().startedAt()),
                            found.sendState().planCursor());
                    runs.setPlanCursor(transaction, number, cursor);
                    return cursor.isPresent();
                })
                .orElse(false));
    }

    private boolean retry(long number) {
        return database.write(transaction -> at(transaction, number, BroadcastState.RUNNING, BroadcastState.PAUSED)
                .filter(found -> found.sendState().retryCursor().isPresent())
                .map(found -> {
                    OptionalLong cursor = fanOuts.retry(
                            transaction,
                            found.sendState().fanOut(),
                            found.sendState().retryCursor().getAsLong());
                    runs.setRetryCursor(transaction, number, cursor);
                    return cursor.isPresent();
                })
                .orElse(false));
    }

    private boolean cancel(long number) {
        return database.write(transaction -> at(transaction, number, BroadcastState.STOPPED, BroadcastState.WITHDRAWN)
                .map(found -> fanOuts.cancel(transaction, found.sendState().fanOut(), BroadcastControl.CANCEL_REASON))
                .orElse(false));
    }

    private boolean withdraw(long number) {
        return database.write(transaction -> at(transaction, number, BroadcastState.WITHDRAWN)
                .filter(found -> found.sendState().withdrawalCursor().isPresent())
                .map(found -> {
                    OptionalLong cursor = fanOuts.withdraw(
                            transaction,
                            found.sendState().fanOut(),
                            found.sendState().withdrawalFanOut().orElseThrow(),
                            found.sendState().withdrawalCursor().getAsLong());
                    runs.setWithdrawalCursor(transaction, number, cursor);
                    return cursor.isPresent();
                })
                .orElse(false));
    }

    private record RunningBroadcast(Broadcast broadcast, SendState sendState) {}

    /// Reads the broadcast again, since it may have changed; empty if it is in none of the states.
    private Optional<RunningBroadcast> at(Transaction transaction, long number, BroadcastState... states) {
        return store.find(transaction, number)
                .filter(found -> Set.of(states).contains(found.state()))
                .flatMap(found -> found.sendState().map(sendState -> new RunningBroadcast(found, sendState)));
    }
}
