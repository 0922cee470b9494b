package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.Claim.ClaimKey;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the results of requests in groups; each group is committed about ten milliseconds after
/// its first result.
///
/// It takes every result. No further request should begin while [#hasRoom] is false: while
/// [#WINDOW] results are not stored, or one is older than [#MAX_AGE]. This limits the duplicates
/// after a crash.
///
/// It outlasts the terms of its platform: results stay true when a term ends because the database
/// cannot be reached. The next term begins once they are stored. If another node was faster, the
/// numbers of its claims keep these results from changing anything.
public final class ResultWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResultWriter.class);

    static final int WINDOW = 256;

    /// The age of a result from which further requests must wait until it is stored, so that
    /// sending slows down with the disk.
    static final Duration MAX_AGE = Duration.ofMillis(100);

    private static final int FULL_GROUP = WINDOW / 2;
    private static final Duration GROUP_WINDOW = Duration.ofMillis(10);
    private static final Duration ERROR_PAUSE = Duration.ofMillis(100);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(400);

    private record Result(Settlement settlement, long atNanos) {}

    private final Database database;
    private final Platform platform;
    private final LongSupplier nanos;
    private final SettlementStore store;
    private final RepeatedFailureLog failureLog;
    private final RepeatedFailureLog rejections;
    private final SendCounters counters;
    private final StepThread thread;

    /// The results that are not stored yet, in order.
    private final List<Result> queue = new ArrayList<>();

    private boolean closing;
    private Consumer<List<ClaimKey>> onStored = _ -> {};

    public ResultWriter(
            Database database,
            Platform platform,
            OutboxEvents outboxEvents,
            SendCounters counters,
            LongSupplier nanos) {
        this.counters = counters;
        this.database = database;
        this.platform = platform;
        this.nanos = nanos;
        store = new SettlementStore(platform, outboxEvents);
        failureLog = new RepeatedFailureLog(
                LOG,
                "storing delivery results of %s failed, sending is paused".formatted(platform.title()),
                "delivery results of %s are stored again".formatted(platform.title()),
                nanos);
        rejections = new RepeatedFailureLog(
                LOG,
                "sending to %s failed, retrying".formatted(platform.title()),
                "%s accepts messages again".formatted(platform.title()),
                nanos,
                Transition.MAX_PAUSE.multipliedBy(2));
        thread = new StepThread(platform.id() + " settling", this::step);
    }

    /// Begins a term, once the results of the last one are stored; an interrupt does not end that
    /// wait. After each commit, the consumer is given the claims that ended with it. Without
    /// threads, the caller calls [#step].
    synchronized void begin(LeaderTerm term, Consumer<List<ClaimKey>> onStored, boolean runsThreads) {
        boolean interrupted = false;
        while (!queue.isEmpty() && term.isCurrent() && !closing) {
            interrupted |= !awaitStored(ERROR_PAUSE);
        }
        this.onStored = onStored;
        if (runsThreads) {
            thread.start();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until all results are stored; false if the thread was interrupted, which clears its
    /// mark.
    private boolean awaitStored(Duration timeout) {
        try {
            long end = System.nanoTime() + timeout.toNanos();
            for (long left = timeout.toNanos(); !queue.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    synchronized void settle(Settlement settlement) {
        queue.add(new Result(settlement, nanos.getAsLong()));
        if (queue.size() == 1 || queue.size() == FULL_GROUP) {
            thread.wake();
        }
    }

    /// Whether a further request may begin.
    synchronized boolean hasRoom() {
        return queue.size() < WINDOW && !isOverdue();
    }

    synchronized boolean isOverdue() {
        return !queue.isEmpty() && age() > MAX_AGE.toNanos();
    }

    /// The age of the oldest result in nanoseconds.
    private long age() {
        return nanos.getAsLong() - queue.getFirst().atNanos();
    }

    /// The deliveries with results that are not stored yet.
    synchronized Set<Long> unsettled() {
        return queue.stream().map(each -> each.settlement().key().delivery()).collect(Collectors.toSet());
    }

    /// Commits what is in the queue, which it first gives a moment to grow. Results that cannot be
    /// committed are tried again, because they must not be lost.
    Duration step() {
        List<Settlement> group;
        synchronized (this) {
            if (queue.isEmpty()) {
                return StepThread.UNTIL_WOKEN;
            }
            long wait = GROUP_WINDOW.toNanos() - age();
            if (wait > 0 && queue.size() < FULL_GROUP && !closing) {
                return Duration.ofNanos(wait);
            }
            group = queue.stream().map(Result::settlement).toList();
        }
        if (!tryCommit(group)) {
            return ERROR_PAUSE;
        }
        Consumer<List<ClaimKey>> ofThisTerm;
        synchronized (this) {
            queue.subList(0, group.size()).clear();
            notifyAll();
            ofThisTerm = onStored;
        }
        ofThisTerm.accept(group.stream()
                .filter(each -> each.transition().endsClaim())
                .map(Settlement::key)
                .toList());
        group.forEach(this::report);
        return Duration.ZERO;
    }

    private boolean tryCommit(List<Settlement> group) {
        try {
            database.writeWithoutResult(transaction -> store.settle(transaction, group));
            failureLog.recovered();
            return true;
        } catch (RuntimeException | Error e) {
            failureLog.failed(e);
            return false;
        }
    }

    private void report(Settlement settlement) {
        counters.add(settlement.transition());
        if (settlement.transition() instanceof Transition.Arrived) {
            rejections.recovered();
        }
        log(settlement.key().delivery(), settlement.transition());
    }

    /// Ends a term, and waits briefly until its results are stored. Results that cannot be stored
    /// now are kept.
    synchronized void end() {
        awaitStoredBriefly();
        if (!queue.isEmpty()) {
            LOG.warn(
                    "{} delivery results of {} are stored as soon as the database answers; if this process ends"
                            + " before, their messages are sent twice",
                    queue.size(),
                    platform.title());
        }
    }

    private void awaitStoredBriefly() {
        if (!awaitStored(SHUTDOWN_TIMEOUT)) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
            thread.wake();
            awaitStoredBriefly();
            if (!queue.isEmpty()) {
                LOG.error("lost {} delivery results; those messages may be sent twice", queue.size());
            }
        }
        thread.close(SHUTDOWN_TIMEOUT);
    }

    /// Logs a result. Failures that are retried are logged less and less often.
    private void log(long delivery, Transition transition) {
        switch (transition) {
            case Transition.Failed failed ->
                LOG.warn(
                        "delivery {} failed, {}: {}", delivery, failed.failure().id(), failed.why());
            case Transition.Unreachable gone
            when gone.onlyOutsideThreads() ->
                LOG.info("delivery {}: chat accepts messages in threads only: {}", delivery, gone.why());
            case Transition.Unreachable gone ->
                LOG.info(
                        "delivery {}: chat unreachable, {}: {}",
                        delivery,
                        gone.failure().id(),
                        gone.why());
            case Transition.LeftThread left ->
                LOG.warn(
                        "delivery {}: sending to {} chat {} instead of thread {}{}: {}",
                        delivery,
                        left.from().chat().platform(),
                        left.from().chat().id(),
                        left.from().thread(),
                        left.permanent() ? " from now on" : "",
                        left.why());
            case Transition.Moved moved ->
                LOG.info(
                        "{} chat {} moved to {}",
                        moved.from().chat().platform(),
                        moved.from().chat().id(),
                        moved.to());
            case Transition.Requeued again ->
                again.outcome()
                        .filter(outcome -> outcome.policy() == Policy.RETRY)
                        .ifPresent(outcome -> rejections.failed(
                                outcome.sentence() + " (" + again.why().orElse("") + ")"));
            case Transition.Arrived _, Transition.Resent _ -> {}
        }
    }
}
