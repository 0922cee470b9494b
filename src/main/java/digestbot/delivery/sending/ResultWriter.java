package digestbot.delivery.sending;

import static digestbot.delivery.sending.Locked.locked;

import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the results of requests in groups; each group is committed about ten milliseconds after
/// its first result.
///
/// [#settle] blocks while [#WINDOW] results are uncommitted, or one is older than [#MAX_AGE].
/// This limits the duplicates after a crash.
///
/// It outlasts the terms of its platform: results stay true when a term ends because the database
/// cannot be reached. The next term begins once they are stored. If another node was faster, the
/// numbers of its claims keep these results from changing anything.
public final class ResultWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResultWriter.class);

    static final int WINDOW = 256;

    /// The age of an uncommitted result from which further results must wait, so that sending
    /// slows down with the disk.
    static final Duration MAX_AGE = Duration.ofMillis(20);

    private static final int FULL_GROUP = WINDOW / 2;
    private static final Duration GROUP_WINDOW = Duration.ofMillis(10);
    private static final Duration ERROR_PAUSE = Duration.ofMillis(100);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(400);

    private final Database database;
    private final Platform platform;
    private final LongSupplier nanos;
    private final SettlementStore store;
    private final RepeatedFailureLog failureLog;
    private final RepeatedFailureLog rejections;
    private final SendCounters counters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final StepThread thread;

    /// The number of uncommitted results of each delivery, including those that are blocked in
    /// [#settle].
    private final Map<Long, Integer> unsettled = new HashMap<>();

    private List<Settlement> pending = new ArrayList<>();

    /// The results that are being committed. Only [#step] uses them.
    private List<Settlement> group = List.of();

    private boolean gathering;
    private long pendingSince;
    private long committingSince;
    private int uncommitted;
    private boolean failing;
    private boolean draining;
    private boolean closing;
    private Consumer<Claim.ClaimKey> onClaimEnded = _ -> {};

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
    /// wait. The consumer is called for each claim after its end is committed.
    void begin(LeaderTerm term, Consumer<Claim.ClaimKey> onClaimEnded) {
        lock.lock();
        try {
            boolean interrupted = false;
            while (!unsettled.isEmpty() && term.isCurrent() && !closing) {
                interrupted |= !awaitStored(ERROR_PAUSE);
            }
            draining = false;
            this.onClaimEnded = onClaimEnded;
            thread.start();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all results are stored; false if the thread was interrupted, which clears its
    /// mark.
    private boolean awaitStored(Duration timeout) {
        try {
            long left = timeout.toNanos();
            while (!unsettled.isEmpty() && left > 0) {
                left = notFull.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    void settle(Settlement settlement) {
        locked(lock, () -> {
            unsettled.merge(settlement.key().delivery(), 1, Integer::sum);
            while (isFull() && !closing && !(draining && failing)) {
                notFull.awaitUninterruptibly();
            }
            if (pending.isEmpty()) {
                pendingSince = nanos.getAsLong();
            }
            uncommitted++;
            pending.add(settlement);
            if (pending.size() == 1 || pending.size() == FULL_GROUP) {
                thread.wake();
            }
        });
    }

    Set<Long> unsettled() {
        return locked(lock, () -> Set.copyOf(unsettled.keySet()));
    }

    boolean hasOverdueResults() {
        return locked(lock, this::isOverdue);
    }

    private boolean isOverdue() {
        return uncommitted > 0 && age() > MAX_AGE.toNanos();
    }

    private boolean isFull() {
        return uncommitted >= WINDOW || isOverdue();
    }

    /// The nanoseconds since the oldest uncommitted result was added.
    private long age() {
        return nanos.getAsLong() - (uncommitted > pending.size() ? committingSince : pendingSince);
    }

    /// Commits the next group, which it first gives a moment to grow. A group that cannot be
    /// committed is tried again, because results must not be lost.
    Duration step() {
        if (group.isEmpty()) {
            Optional<Duration> wait = locked(lock, this::gather);
            if (wait.isPresent()) {
                return wait.orElseThrow();
            }
        }
        if (!tryCommit()) {
            locked(lock, () -> {
                failing = true;
                notFull.signalAll();
            });
            return ERROR_PAUSE;
        }
        List<Settlement> committed = group;
        group = List.of();
        Consumer<Claim.ClaimKey> ofThisTerm = locked(lock, () -> {
            failing = false;
            uncommitted -= committed.size();
            committed.forEach(each ->
                    unsettled.computeIfPresent(each.key().delivery(), (_, count) -> count == 1 ? null : count - 1));
            notFull.signalAll();
            return onClaimEnded;
        });
        committed.forEach(settlement -> report(settlement, ofThisTerm));
        return Duration.ZERO;
    }

    /// Takes the pending results as the next group, or returns the time until it is to be taken.
    private Optional<Duration> gather() {
        if (pending.isEmpty()) {
            return Optional.of(StepThread.UNTIL_WOKEN);
        }
        gathering = !gathering && pending.size() < FULL_GROUP && !closing;
        if (gathering) {
            return Optional.of(GROUP_WINDOW);
        }
        group = pending;
        committingSince = pendingSince;
        pending = new ArrayList<>();
        return Optional.empty();
    }

    private boolean tryCommit() {
        try {
            database.writeWithoutResult(transaction -> store.settle(transaction, group));
            failureLog.recovered();
            return true;
        } catch (RuntimeException | Error e) {
            failureLog.failed(e);
            return false;
        }
    }

    private void report(Settlement settlement, Consumer<Claim.ClaimKey> onClaimEnded) {
        counters.add(settlement.transition());
        if (settlement.transition() instanceof Transition.Arrived) {
            rejections.recovered();
        }
        log(settlement.key().delivery(), settlement.transition());
        if (settlement.transition().endsClaim()) {
            onClaimEnded.accept(settlement.key());
        }
    }

    /// Makes [#settle] no longer block while commits fail. Call it when no further requests are
    /// made; otherwise releasing claims would block for ever on a full disk.
    void drain() {
        locked(lock, () -> {
            draining = true;
            notFull.signalAll();
        });
    }

    /// Ends a term, and waits briefly until its results are stored. Results that cannot be stored
    /// now are kept.
    void end() {
        drain();
        locked(lock, () -> {
            if (!awaitStored(SHUTDOWN_TIMEOUT)) {
                Thread.currentThread().interrupt();
            }
            if (!unsettled.isEmpty()) {
                LOG.warn(
                        "{} delivery results of {} are stored as soon as the database answers; if this process ends"
                                + " before, their messages are sent twice",
                        count(),
                        platform.title());
            }
        });
    }

    private int count() {
        return unsettled.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        locked(lock, () -> {
            closing = true;
            notFull.signalAll();
            thread.wake();
            if (!awaitStored(SHUTDOWN_TIMEOUT)) {
                Thread.currentThread().interrupt();
            }
            if (!unsettled.isEmpty()) {
                LOG.error("lost {} delivery results; those messages may be sent twice", count());
            }
        });
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
