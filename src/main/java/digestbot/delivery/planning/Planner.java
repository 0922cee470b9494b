package digestbot.delivery.planning;

import digestbot.audience.DueTime;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.ThreadTermination;
import digestbot.delivery.outbox.WakeUp;
import digestbot.delivery.planning.CorrectionPlanningStore.Task;
import digestbot.delivery.planning.PlanningStore.Planned;
import digestbot.delivery.planning.PlanningStore.Range;
import digestbot.delivery.planning.PlanningStore.Slot;
import digestbot.library.archive.PublicationListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what a published digest owes to whom, and what a corrected or withdrawn one does, before anything is
/// sent.
///
/// Subscriptions are taken in ranges, each in its own short transaction, so that others can write in between and
/// nothing per subscriber is in memory. After a crash it goes on where it stopped. A digest is owed once to a
/// subscription, in the language that serves its reader; who is paused is left out. A digest that was withdrawn is
/// taken back from everybody before it is published anew, and is with everybody before its corrections are planned.
public final class Planner implements PublicationListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

    /// Others than this process write what there is to plan, too.
    private static final Duration IDLE = Duration.ofSeconds(2);

    /// The time after sending within which a message is corrected.
    public static final Duration CORRECTED_FOR = Duration.ofDays(14);

    private final Database database;
    private final OutboxEvents bell;
    private final InstantSource clock;
    private final PlanningStore store = new PlanningStore();
    private final NewTopicStore newTopics = new NewTopicStore();
    private final LanguageSwitchStore switches = new LanguageSwitchStore();
    private final CorrectionPlanningStore corrections = new CorrectionPlanningStore();
    private final AdaptiveBatchSize stride = new AdaptiveBatchSize();
    private final RepeatedFailureLog outage =
            new RepeatedFailureLog(LOG, "planning deliveries failed, retrying", "planning deliveries works again");
    private final WakeUp signal = new WakeUp();
    private final ReentrantLock publishing = new ReentrantLock(true);
    private final Thread thread = Thread.ofPlatform().name("planner").daemon().unstarted(this::run);

    /// @param bell rung when deliveries are stored
    public Planner(Database database, OutboxEvents bell, InstantSource clock) {
        this.database = database;
        this.bell = bell;
        this.clock = clock;
    }

    /// Begins to plan what is published, beginning with what a process before this one left.
    public void start() {
        thread.start();
    }

    @Override
    public void published(Transaction transaction, long digest) {
        store.add(transaction, digest);
        transaction.afterCommit(signal::raise);
    }

    @Override
    public void corrected(Transaction transaction, long digest) {
        corrections.add(transaction, digest, CorrectionPlanningStore.CORRECT);
        transaction.afterCommit(signal::raise);
    }

    @Override
    public void withdrawn(Transaction transaction, long digest) {
        corrections.dropOthers(transaction, digest);
        corrections.add(transaction, digest, CorrectionPlanningStore.WITHDRAW);
        transaction.afterCommit(signal::raise);
    }

    /// Plans nothing meanwhile.
    @Override
    public void together(Runnable work) {
        publishing.lock();
        try {
            work.run();
        } finally {
            publishing.unlock();
        }
    }

    /// Plans one range of subscriptions.
    ///
    /// @return whether there was something to plan
    public boolean planRange() {
        if (!database.read(corrections::any)) {
            return false;
        }
        var begun = new AtomicLong();
        boolean planned = database.write(transaction -> {
            begun.set(System.nanoTime());
            return correctRange(transaction, CorrectionPlanningStore.WITHDRAW)
                    || planRange(transaction)
                    || correctRange(transaction, CorrectionPlanningStore.CORRECT);
        });
        outage.worked();
        stride.took(Duration.ofNanos(System.nanoTime() - begun.get()));
        if (planned) {
            bell.ring();
        }
        return planned;
    }

    /// A new topic comes to those who want all, before its digest does.
    private boolean planRange(Transaction transaction) {
        Optional<Planned> next = store.next(transaction);
        next.filter(planned -> !newTopics.join(transaction, planned.topic(), stride.rows()))
                .ifPresent(planned -> {
                    Range range = store.range(transaction, planned, stride.rows());
                    Map<Slot, Instant> due = store.slots(transaction, planned, range).stream()
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    slot -> DueTime.of(
                                            slot.when(), slot.zoneId(), slot.quietHours(), planned.publishedAt())));
                    switches.replace(transaction, planned, range, clock.instant());
                    store.plan(transaction, planned, range, due, clock.instant());
                    store.advance(transaction, planned, range);
                });
        return next.isPresent();
    }

    private boolean correctRange(Transaction transaction, String kind) {
        Optional<Task> next = corrections.next(transaction, kind);
        next.ifPresent(task -> {
            Instant now = clock.instant();
            Instant since = now.minus(CORRECTED_FOR);
            var range = corrections.range(transaction, task, stride.rows());
            if (kind.equals(CorrectionPlanningStore.WITHDRAW)) {
                corrections.withdraw(transaction, task, range, since, now);
            } else {
                corrections.correct(transaction, task, range, since, now);
            }
            corrections.advance(transaction, task, range);
        });
        return next.isPresent();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                signal.await(planAll() ? IDLE : AFTER_AN_ERROR);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private boolean planNext() throws InterruptedException {
        publishing.lockInterruptibly();
        try {
            return planRange();
        } finally {
            publishing.unlock();
        }
    }

    private boolean planAll() throws InterruptedException {
        try {
            while (!Thread.currentThread().isInterrupted() && planNext()) {
                // Until nothing is left.
            }
            return true;
        } catch (RuntimeException | Error e) {
            outage.failed(e);
            return false;
        }
    }

    /// Ends after the range at hand.
    @Override
    public void close() {
        thread.interrupt();
        ThreadTermination.join(thread, Duration.ofSeconds(2));
    }
}
