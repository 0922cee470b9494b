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
import digestbot.delivery.sending.MessageBuilder.Prepared.Broken;
import digestbot.delivery.sending.MessageBuilder.Prepared.Idle;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
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

    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
    private static final Duration LAST_CLAIM = Duration.ofMillis(400);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

    /// The maximum number of deliveries combined per transaction.
    private static final int MOST_GATHERED = 250;

    /// The maximum number per batch while the poison guard needs a commit for each.
    private static final int MOST_WITH_SUSPICION = 250;

    private final Database database;
    private final Messenger<M> messenger;
    private final MessageBuilder<M> preparation;
    private final SendLoop<M> sender;
    private final Load load;
    private final Clocks clocks;
    private final ClockSetback setback;
    private final ClaimStore store;
    private final DueDeliveryStore dues;
    private final QueuedDeliveryStore owed = new QueuedDeliveryStore();
    private final ChatQueueStore queues = new ChatQueueStore();
    private final Leases leases;
    private final WakeUp signal = new WakeUp();
    private final PoisonGuard guard;
    private final RepeatedFailureLog outage;
    private final Thread thread;
    private long nextLook;
    private boolean allLookedAt;
    private volatile boolean closing;

    /// The priorities to poll, and the maximum number of unsettled claims.
    record Load(List<Integer> lanes, int most) {}

    DeliveryPoller(
            Database database,
            MessageRenderer<M> renditions,
            SendLoop<M> sender,
            Load load,
            ClockSetback setback,
            Clocks clocks) {
        this.database = database;
        messenger = renditions.messenger();
        preparation = new MessageBuilder<>(renditions);
        this.sender = sender;
        this.load = load;
        this.setback = setback;
        this.clocks = clocks;
        leases = new Leases(clocks);
        nextLook = clocks.nanos();
        store = new ClaimStore(messenger.platform());
        dues = new DueDeliveryStore(messenger.platform());
        guard = new PoisonGuard(database, clocks.wall(), renditions.turn());
        String what = "%s for %s"
                .formatted(
                        load.lanes().contains(Priority.ANSWERS) ? "answers" : "deliveries",
                        messenger.platform().title());
        outage = new RepeatedFailureLog(
                LOG, "claiming " + what + " failed, retrying", "claiming " + what + " works again");
        thread = Thread.ofPlatform()
                .name(messenger.platform().id() + " lanes " + load.lanes())
                .daemon()
                .unstarted(this::run);
    }

    /// @param died whether the process before this one did not end in good order
    void start(boolean died) {
        guard.start(died);
        thread.start();
    }

    /// Wakes the poller because there may be something to claim.
    void wake() {
        signal.raise();
    }

    /// One of the claims was settled.
    void ended(Claim.Key claim) {
        leases.end(claim);
        if (leases.size() <= load.most() / 2) {
            signal.raise();
        }
    }

    private void run() {
        try {
            while (!closing) {
                signal.await(claimAll());
            }
        } catch (InterruptedException _) {
            // Nobody interrupts this thread.
        }
    }

    /// Claims due deliveries up to the limit.
    ///
    /// @return the time until the next known due delivery
    private Duration claimAll() {
        Instant begun = clocks.now(); // so that deliveries that become due meanwhile are not missed
        try {
            setback.tend();
            releaseWhatIsOver();
            Duration resting = sender.resting();
            if (resting.isPositive()) {
                return shorter(resting, LONGEST_SLEEP);
            }
            allLookedAt = true;
            for (int lane : load.lanes()) {
                while (!closing && claim(lane)) {
                    // Until no more deliveries are due.
                }
            }
            if (allLookedAt) {
                guard.calm();
            }
            return untilNextDue(begun);
        } catch (RuntimeException | Error e) {
            if (e instanceof Error) {
                guard.suspect();
            }
            outage.failed(e);
            return AFTER_AN_ERROR;
        }
    }

    /// Releases claims whose lease expired. A lease outlasts every request, so nothing is in
    /// flight. Claims whose results are not yet committed are kept, so that nothing is sent twice.
    private void releaseWhatIsOver() {
        if (clocks.nanos() - nextLook < 0 || sender.isBehind()) {
            return;
        }
        nextLook = clocks.nanos() + LONGEST_SLEEP.toNanos();
        if (!database.read(this::lost).isEmpty()) {
            // Checked again inside the write transaction, where nothing can be claimed or settled concurrently.
            List<Long> released = database.write(transaction -> {
                List<Long> lost = lost(transaction);
                store.release(transaction, lost, clocks.now());
                return lost;
            });
            leases.forget(released);
            LOG.warn("requeued {} deliveries with an expired lease", released.size());
        }
    }

    /// The claimed deliveries without a lease. A result that waits to be stored keeps its claim.
    private List<Long> lost(Transaction transaction) {
        Set<Long> unsettled = sender.unsettled();
        return leases.unheld(store.claimed(transaction, load.lanes())).stream()
                .filter(delivery -> !unsettled.contains(delivery))
                .toList();
    }

    private Duration untilNextDue(Instant now) {
        Duration sleep = LONGEST_SLEEP;
        for (int lane : load.lanes()) {
            Optional<Instant> next = database.read(transaction -> dues.nextDue(transaction, lane, now));
            Duration until =
                    next.map(due -> Duration.between(clocks.now(), due)).orElse(LONGEST_SLEEP);
            sleep = shorter(until, sleep);
        }
        return sleep;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// @return whether more may be due
    private boolean claim(int lane) {
        int room = load.most() - leases.size();
        if (room < load.most() / 2 || sender.resting().isPositive()) {
            allLookedAt = false;
            return false;
        }
        Instant now = clocks.now();
        int most = guard.isSuspicious() ? Math.min(room, MOST_WITH_SUSPICION) : room;
        var found = guard.isSuspicious()
                ? sortedOneByOne(database.read(transaction -> due(transaction, lane, now, most)))
                : database.read(transaction -> sorted(transaction, due(transaction, lane, now, most)));
        if (found.isEmpty()) {
            return false;
        }
        List<Claim<M>> claims = write(lane, found, now);
        outage.worked();
        found.broken()
                .forEach(each -> LOG.warn("delivery {} failed: {}", each.due().number(), each.why()));
        sender.add(claims);
        // What was not sent stood in front of others, what was gathered can be claimed now, and what has changed since
        // it was read is looked at again.
        return !found.isReadyAlone()
                || claims.size() < found.ready().size()
                || found.ready().size() == most;
    }

    private List<Claim<M>> write(int lane, Sorted<M> found, Instant now) {
        List<Claim.Key> keys =
                found.ready().stream().map(each -> key(lane, each)).toList();
        long end = leases.begin(keys);
        Set<Claim.Key> claimed = Set.of();
        try {
            List<Claim<M>> claims = database.write(transaction -> {
                found.hushed().forEach(each -> owed.hush(transaction, each));
                combine(transaction, found.several(), now);
                found.broken().forEach(each -> store.fail(transaction, each.due(), each.outcome(), each.why(), now));
                store.finish(transaction, found.idle(), now);
                return claim(transaction, lane, found.ready(), end);
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

    private Due due(Transaction transaction, int lane, Instant now, int most) {
        List<Delivery> due = dues.due(transaction, lane, now, most);
        return new Due(
                due,
                plans(
                        transaction,
                        due.stream()
                                .filter(each -> each.combinable() && !each.isHushed())
                                .toList(),
                        now));
    }

    /// The due deliveries, sorted by what happens to them.
    private record Sorted<M>(
            List<Delivery> hushed,
            List<Delivery> several,
            List<Ready<M>> ready,
            List<Broken<M>> broken,
            List<Delivery> idle) {

        Sorted() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        boolean isReadyAlone() {
            return hushed.isEmpty() && several.isEmpty() && broken.isEmpty() && idle.isEmpty();
        }

        boolean isEmpty() {
            return isReadyAlone() && ready.isEmpty();
        }
    }

    private Sorted<M> sorted(Transaction transaction, Due all) {
        var sorted = new Sorted<M>();
        all.deliveries().forEach(due -> sort(transaction, due, all.plans(), sorted));
        return sorted;
    }

    /// Prepares each delivery under the poison guard.
    private Sorted<M> sortedOneByOne(Due all) {
        var sorted = new Sorted<M>();
        for (Delivery due : all.deliveries()) {
            guard.alone(
                    due,
                    () -> database.read(transaction -> {
                        sort(transaction, due, all.plans(), sorted);
                        return true;
                    }));
        }
        return sorted;
    }

    private void sort(Transaction transaction, Delivery due, Map<Long, DeliveryPlan> plans, Sorted<M> sorted) {
        if (due.isHushed()) {
            sorted.hushed().add(due);
        } else if (guard.isPoisonous(transaction, due)) {
            sorted.broken().add(new Broken<>(due, Outcome.POISON, Outcome.POISON.sentence()));
        } else if (!(plans.get(due.number()) instanceof DeliveryPlan.Combined)) {
            switch (preparation.prepare(transaction, due)) {
                case Ready<M> found -> sorted.ready().add(found);
                case Broken<M> found -> sorted.broken().add(found);
                case Idle<M> found -> sorted.idle().add(found.due());
            }
        } else if (sorted.several().size() < MOST_GATHERED) {
            sorted.several().add(due);
        }
    }

    /// @param leaseEnd in nanoseconds of the monotonic clock
    private List<Claim<M>> claim(Transaction transaction, int lane, List<Ready<M>> ready, long leaseEnd) {
        Set<Long> claimed = store.claim(
                transaction,
                ready.stream().map(Ready::wanted).toList(),
                messenger.rendererVersion(),
                clocks.now().plus(Leases.LENGTH));
        return ready.stream()
                .filter(each -> claimed.contains(each.wanted().due().number()))
                .map(each -> claim(lane, each, leaseEnd))
                .toList();
    }

    private static Claim.Key key(int lane, Ready<?> ready) {
        Delivery due = ready.wanted().due();
        return new Claim.Key(due.number(), due.claims() + 1, lane);
    }

    private static <M> Claim<M> claim(int lane, Ready<M> ready, long leaseEnd) {
        Delivery due = ready.wanted().due();
        return new Claim<>(
                key(lane, ready), due.attempts() + 1, leaseEnd, due.to(), ready.steps(), ready.changes(), due.sent());
    }

    /// Stops claiming.
    void stop() {
        closing = true;
        signal.raise();
    }

    /// Claims nothing more.
    @Override
    public void close() {
        stop();
        ThreadTermination.join(thread, LAST_CLAIM);
    }
}
