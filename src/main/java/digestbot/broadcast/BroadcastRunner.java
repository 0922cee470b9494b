package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastProgress.Throughput;
import digestbot.broadcast.BroadcastReporter.ReportMessage;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutProgress;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Advances all broadcasts by a bounded amount per round: starts those that are due, plans
/// deliveries, cancels stopped ones, withdraws messages, updates the report and records the end.
///
/// All state is in the database, so the runner resumes after a restart. Not thread-safe.
public final class BroadcastRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastRunner.class);

    private static final Duration MIN_REPORT_INTERVAL = Duration.ofSeconds(3);

    /// The longer a broadcast runs, the less often its report is edited: once a minute after an
    /// hour. Platforms limit the edits of an old message.
    private static final int REPORT_INTERVAL_DIVISOR = 60;

    private record ReportedState(Instant at, BroadcastState state, long settled) {}

    private record ProgressSnapshot(
            Broadcast broadcast, BroadcastProgress progress, Texts texts, Optional<ReportMessage> reportMessage) {}

    private final Database database;
    private final FanOutStore fanOuts;
    private final BroadcastReporter reporter;
    private final ScheduledBroadcasts scheduled;
    private final InstantSource clock;
    private final FanOutBatches batches;
    private final BiConsumer<Transaction, Broadcast> endListener;
    private final BroadcastStore store;
    private final Map<Long, ReportedState> reportedStates = new HashMap<>();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "processing broadcasts failed, retrying", "processing broadcasts works again");

    BroadcastRunner(
            Database database,
            FanOutStore fanOuts,
            FanOutBatches batches,
            BroadcastReporter reporter,
            ScheduledBroadcasts scheduled,
            BiConsumer<Transaction, Broadcast> endListener,
            InstantSource clock) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.batches = batches;
        this.reporter = reporter;
        this.scheduled = scheduled;
        this.endListener = endListener;
        this.clock = clock;
        store = new BroadcastStore(clock);
    }

    /// Runs one round; to be called about once a second.
    public void runRound() {
        boolean allSucceeded = runStep("those that are due", scheduled::startDue);
        for (Broadcast broadcast : database.read(store::inProgress)) {
            allSucceeded &= runStep("broadcast " + broadcast.number(), () -> runRound(broadcast.number()));
        }
        if (allSucceeded) {
            failureLog.recovered();
        }
    }

    private boolean runStep(String what, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            failureLog.failed(new IllegalStateException(what, e));
            return false;
        }
    }

    private void runRound(long number) {
        batches.runRound(number);
        Instant now = clock.instant();
        Optional<ReportedState> reported = Optional.ofNullable(reportedStates.get(number));
        ProgressSnapshot snapshot = database.read(transaction -> snapshot(transaction, number, reported, now));
        var current = new ReportedState(
                now,
                snapshot.broadcast().state(),
                snapshot.progress().deliveries().settled());
        if (snapshot.progress().finished()) {
            end(snapshot);
        } else if (reported.isEmpty()) {
            reportedStates.put(number, current);
        } else if (isTime(snapshot, reported.orElseThrow(), now)) {
            reportedStates.put(number, current);
            snapshot.reportMessage()
                    .filter(reportMessage -> !reportMessage.messageState().isOpen())
                    .ifPresent(reportMessage -> database.writeWithoutResult(
                            transaction -> updateReport(transaction, snapshot, reportMessage)));
        }
    }

    private static boolean isTime(ProgressSnapshot snapshot, ReportedState reported, Instant now) {
        SendState sendState = snapshot.broadcast().sendState().orElseThrow();
        return reported.state() != snapshot.broadcast().state()
                || !now.isBefore(reported.at().plus(interval(sendState, now)));
    }

    private ProgressSnapshot snapshot(
            Transaction transaction, long number, Optional<ReportedState> reported, Instant now) {
        Broadcast broadcast = store.find(transaction, number).orElseThrow();
        BroadcastProgress progress = reporter.progress(transaction, broadcast);
        Optional<Throughput> throughput = reported.filter(
                        before -> before.at().isBefore(now) && before.state() == broadcast.state())
                .map(before -> new Throughput(
                        progress.deliveries().settled() - before.settled(), Duration.between(before.at(), now)));
        return new ProgressSnapshot(
                broadcast,
                throughput.map(progress::withThroughput).orElse(progress),
                reporter.texts(transaction, broadcast),
                reporter.reportMessage(transaction, number));
    }

    private static Duration interval(SendState sendState, Instant now) {
        Duration rare = Duration.between(sendState.startedAt(), now).dividedBy(REPORT_INTERVAL_DIVISOR);
        return rare.compareTo(MIN_REPORT_INTERVAL) < 0 ? MIN_REPORT_INTERVAL : rare;
    }

    /// Ends the broadcast, unless its report is still being sent.
    private void end(ProgressSnapshot snapshot) {
        boolean waits = snapshot.reportMessage()
                .filter(reportMessage -> reportMessage.messageState().isOpen()
                        && reportMessage.messageState().messageId().isEmpty())
                .isPresent();
        if (!waits) {
            long number = snapshot.broadcast().number();
            FanOutProgress deliveries = deliveries(snapshot);
            database.writeWithoutResult(transaction -> store.find(transaction, number)
                    // An operator may have changed it since it was read.
                    .filter(snapshot.broadcast()::equals)
                    .ifPresent(_ -> end(transaction, snapshot, deliveries)));
            reportedStates.remove(number);
            LOG.info("broadcast {} finished: {}", number, snapshot.progress().line(snapshot.texts()));
        }
    }

    /// The broadcast's own deliveries. The progress of a withdrawn one is that of the withdrawal.
    private FanOutProgress deliveries(ProgressSnapshot snapshot) {
        if (snapshot.broadcast().state() != BroadcastState.WITHDRAWN) {
            return snapshot.progress().deliveries();
        }
        long fanOut = snapshot.broadcast().sendState().orElseThrow().fanOut();
        return database.read(transaction -> fanOuts.progress(transaction, fanOut));
    }

    private void end(Transaction transaction, ProgressSnapshot snapshot, FanOutProgress deliveries) {
        long number = snapshot.broadcast().number();
        store.end(transaction, number, deliveries, clock.instant());
        fanOuts.pause(
                transaction, snapshot.broadcast().sendState().orElseThrow().fanOut(), false);
        Broadcast ended = store.find(transaction, number).orElseThrow();
        endListener.accept(transaction, ended);
        BroadcastProgress progress =
                BroadcastProgress.of(ended, snapshot.progress().deliveries());
        snapshot.reportMessage()
                .ifPresent(reportMessage -> updateReport(
                        transaction,
                        new ProgressSnapshot(ended, progress, snapshot.texts(), snapshot.reportMessage()),
                        reportMessage));
    }

    private void updateReport(Transaction transaction, ProgressSnapshot snapshot, ReportMessage reportMessage) {
        reporter.updateReport(transaction, snapshot.broadcast(), snapshot.progress(), snapshot.texts(), reportMessage);
    }

    /// Plans, retries, cancels and withdraws the deliveries of broadcasts, one range of subscribers
    /// per short transaction, so that other writers are not blocked. The progress is stored in the
    /// row.
    static final class FanOutBatches {

        private static final int MAX_BATCHES_PER_ROUND = 40;

        private final BroadcastStore store;
        private final Database database;
        private final FanOutStore fanOuts;
        private final Set<Platform> platforms;

        FanOutBatches(Database database, FanOutStore fanOuts, Set<Platform> platforms, InstantSource clock) {
            store = new BroadcastStore(clock);
            this.database = database;
            this.fanOuts = fanOuts;
            this.platforms = Set.copyOf(platforms);
        }

        void runRound(long number) {
            repeat(() -> plan(number));
            repeat(() -> retry(number));
            if (repeat(() -> cancel(number))) {
                repeat(() -> withdraw(number));
            }
        }

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
                        store.setPlanCursor(transaction, number, cursor);
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
                        store.setRetryCursor(transaction, number, cursor);
                        return cursor.isPresent();
                    })
                    .orElse(false));
        }

        private boolean cancel(long number) {
            return database.write(
                    transaction -> at(transaction, number, BroadcastState.STOPPED, BroadcastState.WITHDRAWN)
                            .map(found -> fanOuts.cancel(
                                    transaction, found.sendState().fanOut(), BroadcastSender.CANCEL_REASON))
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
                        store.setWithdrawalCursor(transaction, number, cursor);
                        return cursor.isPresent();
                    })
                    .orElse(false));
        }

        private record RunningBroadcast(Broadcast broadcast, SendState sendState) {}

        /// Reads the broadcast again, since it may have changed; empty if it is in none of the
        /// states.
        private Optional<RunningBroadcast> at(Transaction transaction, long number, BroadcastState... states) {
            return store.find(transaction, number)
                    .filter(found -> Set.of(states).contains(found.state()))
                    .flatMap(found -> found.sendState().map(sendState -> new RunningBroadcast(found, sendState)));
        }
    }
}
