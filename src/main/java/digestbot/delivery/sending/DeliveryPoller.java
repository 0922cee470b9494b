package digestbot.delivery.sending;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.outbox.ThreadTermination;
import digestbot.delivery.outbox.WakeUp;
import digestbot.delivery.sending.MessageBuilder.Prepared.NothingToSend;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.sending.MessageBuilder.Prepared.Unsendable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims due deliveries of some priorities, never more than can be sent within a lease.
///
/// Deliveries are read and rendered before the claiming transaction, to keep that short.
///
/// @param <M> the platform's form of one message
final class DeliveryPoller<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPoller.class);

    private static final Duration ERROR_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(400);
    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    /// The maximum number of deliveries combined per transaction.
    private static final int MAX_COMBINED = 250;

    /// The maximum number per batch while the poison guard needs a commit for each.
    private static final int MAX_GUARDED = 250;

    private final Database database;
    private final Messenger<M> messenger;
    private final MessageBuilder<M> messageBuilder;
    private final SendLoop<M> sendLoop;
    private final PollerSettings settings;
    private final Clocks clocks;
    private final ClockSetback clockSetback;
    private final ClaimStore claimStore;
    private final DueDeliveryStore dueDeliveries;
    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final ChatQueueStore queues = new ChatQueueStore();
    private final Leases leases;
    private final WakeUp wakeUp = new WakeUp();
    private final PoisonGuard poisonGuard;
    private final RepeatedFailureLog failureLog;
    private final Thread thread;
    private long nextLeaseCheck;
    private boolean allPolled;
    private volatile boolean closing;

    /// The priorities to poll, and the maximum number of unsettled claims.
    record PollerSettings(List<Integer> priorities, int most) {}

    DeliveryPoller(
            Database database,
            MessageRenderer<M> renderer,
            SendLoop<M> sendLoop,
            PollerSettings settings,
            ClockSetback clockSetback,
            Clocks clocks) {
        this.database = database;
        messenger = renderer.messenger();
        messageBuilder = new MessageBuilder<>(renderer);
        this.sendLoop = sendLoop;
        this.settings = settings;
        this.clockSetback = clockSetback;
        this.clocks = clocks;
        leases = new Leases(clocks);
        nextLeaseCheck = clocks.nanos();
        claimStore = new ClaimStore(messenger.platform());
        dueDeliveries = new DueDeliveryStore(messenger.platform());
        poisonGuard = new PoisonGuard(database, clocks.wall(), renderer.poisonLock());
        String what = "%s for %s"
                .formatted(
                        settings.priorities().contains(Priority.REPLIES) ? "answers" : "deliveries",
                        messenger.platform().title());
        failureLog = new RepeatedFailureLog(
                LOG, "claiming " + what + " failed, retrying", "claiming " + what + " works again");
        thread = Thread.ofPlatform()
                .name(messenger.platform().id() + " lanes " + settings.priorities())
                .daemon()
                .unstarted(this::run);
    }

    /// @param crashed whether the process before this one did not end in good order
    void start(boolean crashed) {
        poisonGuard.start(crashed);
        thread.start();
    }

    /// Wakes the poller because there may be something to claim.
    void wake() {
        wakeUp.raise();
    }

    /// One of the claims was settled.
    void ended(Claim.Key claim) {
        leases.end(claim);
        if (leases.size() <= settings.most() / 2) {
            wakeUp.raise();
        }
    }

    private void run() {
        try {
            while (!closing) {
                wakeUp.await(claimAll());
            }
        } catch (InterruptedException _) {
            // Nobody interrupts this thread.
        }
    }

    /// Claims due deliveries up to the limit.
    ///
    /// @return the time until the next known due delivery
    private Duration claimAll() {
        Instant startedAt = clocks.now(); // so that deliveries that become due meanwhile are not missed
        try {
            clockSetback.check();
            releaseExpiredClaims();
            Duration pause = sendLoop.remainingPause();
            if (pause.isPositive()) {
                return min(pause, MAX_SLEEP);
            }
            allPolled = true;
            for (int priority : settings.priorities()) {
                while (!closing && claim(priority)) {
                    // Until no more deliveries are due.
                }
            }
            if (allPolled) {
                poisonGuard.endSuspicion();
            }
            return untilNextDue(startedAt);
        } catch (RuntimeException | Error e) {
            if (e instanceof Error) {
                poisonGuard.beginSuspicion();
            }
            failureLog.failed(e);
            return ERROR_PAUSE;
        }
    }

    /// Releases claims whose lease expired. A lease outlasts every request, so nothing is in
    /// flight. Claims whose results are not yet committed are kept, so that nothing is sent twice.
    private void releaseExpiredClaims() {
        if (clocks.nanos() - nextLeaseCheck < 0 || sendLoop.hasOverdueResults()) {
            return;
        }
        nextLeaseCheck = clocks.nanos() + MAX_SLEEP.toNanos();
        if (!database.read(this::orphaned).isEmpty()) {
            // Checked again inside the write transaction, where nothing can be claimed or settled concurrently.
            List<Long> released = database.write(transaction -> {
                List<Long> orphaned = orphaned(transaction);
                claimStore.release(transaction, orphaned, clocks.now());
                return orphaned;
            });
            leases.forget(released);
            LOG.warn("requeued {} deliveries with an expired lease", released.size());
        }
    }

    /// The claimed deliveries without a lease. A result that waits to be stored keeps its claim.
    private List<Long> orphaned(Transaction transaction) {
        Set<Long> unsettled = sendLoop.unsettled();
        return leases.withoutLease(claimStore.claimed(transaction, settings.priorities())).stream()
                .filter(delivery -> !unsettled.contains(delivery))
                .toList();
    }

    private Duration untilNextDue(Instant now) {
        Duration sleep = MAX_SLEEP;
        for (int priority : settings.priorities()) {
            Optional<Instant> next = database.read(transaction -> dueDeliveries.nextDue(transaction, priority, now));
            Duration until =
                    next.map(due -> Duration.between(clocks.now(), due)).orElse(MAX_SLEEP);
            sleep = min(until, sleep);
        }
        return sleep;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// @return whether more may be due
    private boolean claim(int priority) {
        int room = settings.most() - leases.size();
        if (room < settings.most() / 2 || sendLoop.remainingPause().isPositive()) {
            allPolled = false;
            return false;
        }
        Instant now = clocks.now();
        int most = poisonGuard.isSuspicious() ? Math.min(room, MAX_GUARDED) : room;
        var found = poisonGuard.isSuspicious()
                ? sortedOneByOne(database.read(transaction -> due(transaction, priority, now, most)))
                : database.read(transaction -> sorted(transaction, due(transaction, priority, now, most)));
        if (found.isEmpty()) {
            return false;
        }
        List<Claim<M>> claims = write(priority, found, now);
        failureLog.worked();
        found.unsendable()
                .forEach(each -> LOG.warn("delivery {} failed: {}", each.due().number(), each.why()));
        sendLoop.add(claims);
        // What was not sent stood in front of others, what was gathered can be claimed now, and what has changed since
        // it was read is looked at again.
        return !found.isReadyAlone()
                || claims.size() < found.ready().size()
                || found.ready().size() == most;
    }

    private List<Claim<M>> write(int priority, SortedDeliveries<M> found, Instant now) {
        List<Claim.Key> keys =
                found.ready().stream().map(each -> key(priority, each)).toList();
        long end = leases.begin(keys);
        Set<Claim.Key> claimed = Set.of();
        try {
            List<Claim<M>> claims = database.write(transaction -> {
                found.postponed().forEach(each -> queuedDeliveries.postponeToQuietHoursEnd(transaction, each));
                combine(transaction, found.combined(), now);
                found.unsendable()
                        .forEach(each -> claimStore.fail(transaction, each.due(), each.outcome(), each.why(), now));
                claimStore.settleUnchanged(transaction, found.unchanged(), now);
                return claim(transaction, priority, found.ready(), end);
            });
            claimed = claims.stream().map(Claim::key).collect(Collectors.toSet());
            return claims;
        } finally {
            // Ends the leases of deliveries that were not claimed or whose claim is unknown.
            keys.stream().filter(Predicate.not(claimed::contains)).forEach(leases::end);
        }
    }

    /// Plans again, since the deliveries may have changed since they were read.
    private void combine(Transaction transaction, List<Delivery> firsts, Instant now) {
        Map<Long, DeliveryPlan> plans = plans(transaction, firsts, now);
        for (Delivery first : firsts) {
            if (plans.get(first.number()) instanceof DeliveryPlan.Combined plan) {
                queues.combine(transaction, plan, now);
            }
        }
    }

    private Map<Long, DeliveryPlan> plans(Transaction transaction, List<Delivery> firsts, Instant now) {
        return queues.plans(
                transaction, firsts.stream().map(Delivery::subscriber).toList(), now);
    }

    /// The deliveries that may go, and the plans of those that may be combined with others, by number.
    private record Due(List<Delivery> deliveries, Map<Long, DeliveryPlan> plans) {}

    private Due due(Transaction transaction, int priority, Instant now, int most) {
        List<Delivery> due = dueDeliveries.due(transaction, priority, now, most);
        return new Due(
                due,
                plans(
                        transaction,
                        due.stream()
                                .filter(each -> each.combinable() && !each.waitsForQuietHours())
                                .toList(),
                        now));
    }

    /// The due deliveries, sorted by what happens to them.
    private record SortedDeliveries<M>(
            List<Delivery> postponed,
            List<Delivery> combined,
            List<Ready<M>> ready,
            List<Unsendable<M>> unsendable,
            List<Delivery> unchanged) {

        SortedDeliveries() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        boolean isReadyAlone() {
            return postponed.isEmpty() && combined.isEmpty() && unsendable.isEmpty() && unchanged.isEmpty();
        }

        boolean isEmpty() {
            return isReadyAlone() && ready.isEmpty();
        }
    }

    private SortedDeliveries<M> sorted(Transaction transaction, Due all) {
        var sorted = new SortedDeliveries<M>();
        all.deliveries().forEach(due -> sort(transaction, due, all.plans(), sorted));
        return sorted;
    }

    /// Prepares each delivery under the poison guard.
    private SortedDeliveries<M> sortedOneByOne(Due all) {
        var sorted = new SortedDeliveries<M>();
        for (Delivery due : all.deliveries()) {
            poisonGuard.prepareGuarded(
                    due,
                    () -> database.read(transaction -> {
                        sort(transaction, due, all.plans(), sorted);
                        return true;
                    }));
        }
        return sorted;
    }

    private void sort(
            Transaction transaction, Delivery due, Map<Long, DeliveryPlan> plans, SortedDeliveries<M> sorted) {
        if (due.waitsForQuietHours()) {
            sorted.postponed().add(due);
        } else if (poisonGuard.isPoisonous(transaction, due)) {
            sorted.unsendable().add(new Unsendable<>(due, Outcome.POISON, Outcome.POISON.sentence()));
        } else if (!(plans.get(due.number()) instanceof DeliveryPlan.Combined)) {
            switch (messageBuilder.prepare(transaction, due)) {
                case Ready<M> found -> sorted.ready().add(found);
                case Unsendable<M> found -> sorted.unsendable().add(found);
                case NothingToSend<M> found -> sorted.unchanged().add(found.due());
            }
        } else if (sorted.combined().size() < MAX_COMBINED) {
            sorted.combined().add(due);
        }
    }

    /// @param leaseEnd in nanoseconds of the monotonic clock
    private List<Claim<M>> claim(Transaction transaction, int priority, List<Ready<M>> ready, long leaseEnd) {
        Set<Long> claimed = claimStore.claim(
                transaction,
                ready.stream().map(Ready::wanted).toList(),
                messenger.rendererVersion(),
                clocks.now().plus(Leases.LENGTH));
        return ready.stream()
                .filter(each -> claimed.contains(each.wanted().due().number()))
                .map(each -> claim(priority, each, leaseEnd))
                .toList();
    }

    private static Claim.Key key(int priority, Ready<?> ready) {
        Delivery due = ready.wanted().due();
        return new Claim.Key(due.number(), due.claims() + 1, priority);
    }

    private static <M> Claim<M> claim(int priority, Ready<M> ready, long leaseEnd) {
        Delivery due = ready.wanted().due();
        return new Claim<>(
                key(priority, ready),
                due.attempts() + 1,
                leaseEnd,
                due.to(),
                ready.steps(),
                ready.changes(),
                due.sent());
    }

    /// Stops claiming.
    void stop() {
        closing = true;
        wakeUp.raise();
    }

    /// Claims nothing more.
    @Override
    public void close() {
        stop();
        ThreadTermination.join(thread, SHUTDOWN_TIMEOUT);
    }
}
