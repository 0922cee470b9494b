package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.ClaimKey;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.sending.MessageBuilder.Prepared;
import digestbot.delivery.sending.MessageBuilder.Prepared.Combinable;
import digestbot.delivery.sending.MessageBuilder.Prepared.NothingToSend;
import digestbot.delivery.sending.MessageBuilder.Prepared.Postponed;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.sending.MessageBuilder.Prepared.Unsendable;
import digestbot.delivery.sending.SendStore.RecentSend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one platform's deliveries: [#step] claims a few of those that are due, [SendLoop] sends
/// their parts, and [ResultWriter] stores the results.
///
/// At most so many requests run at a time as the limits say, and one per chat and priority.
/// Deliveries of a chat keep their order within a priority; a failing delivery does not block other
/// chats. After a crash, only deliveries that were in flight or not yet committed (at most
/// [ResultWriter#WINDOW]) are sent again.
///
/// Little is claimed ahead, so that urgent deliveries do not have to wait. Messages are made before
/// the claiming transaction, to keep that short.
public final class Sender<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /// The length of a lease, which is longer than any request takes.
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int MAX_BATCH = 250;

    /// The size of a batch while the poison guard needs commits for each payload, so that the first
    /// messages do not wait for all others.
    private static final int MAX_GUARDED = 16;

    /// Without a limit, as much is claimed ahead as with this one.
    private static final int HIGHEST_RATE = 1_000;

    private static final Duration ERROR_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(300);
    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    /// The longest time for which a platform counts a message.
    private static final Duration COUNTED_PERIOD = Duration.ofSeconds(61);

    private final DeliveryStore deliveries = new DeliveryStore();
    private final Database database;
    private final MessageBuilder<M> messageBuilder;
    private final Messenger<M> messenger;
    private final PlatformLimits limits;
    private final LeaderTerm term;
    private final ResultWriter resultWriter;
    private final Clocks clocks;
    private final OutboxEvents outboxEvents;
    private final SendStore store;
    private final SendLoop<M> sendLoop;
    private final PoisonGuard interactiveGuard;
    private final PoisonGuard guard;
    private final RepeatedFailureLog failureLog;
    private final StepThread thread;
    private final Runnable endWakeUps;
    private final long createdAt;

    /// The claims of this process and the ends of their leases by the monotonic clock, so that setting
    /// the wall clock neither ends a live claim nor preserves an expired one. A delivery that is
    /// claimed in the database but not held here is orphaned.
    private final Map<ClaimKey, Long> leases = new ConcurrentHashMap<>();

    private long nextLeaseCheck;
    private long seenWithdrawals;
    private volatile boolean started;

    public Sender(
            MessageBuilder<M> messageBuilder,
            PlatformLimits limits,
            LeaderTerm term,
            ResultWriter resultWriter,
            Clocks clocks,
            OutboxEvents outboxEvents) {
        this.messageBuilder = messageBuilder;
        this.limits = limits;
        this.term = term;
        this.resultWriter = resultWriter;
        this.clocks = clocks;
        this.outboxEvents = outboxEvents;
        database = messageBuilder.database();
        messenger = messageBuilder.messenger();
        store = new SendStore(messenger.platform(), term);
        sendLoop = new SendLoop<>(messenger, limits, resultWriter, term, clocks);
        interactiveGuard = new PoisonGuard(database, clocks.wall());
        guard = new PoisonGuard(database, clocks.wall());
        createdAt = clocks.nanos();
        nextLeaseCheck = createdAt;
        String title = "claiming deliveries for " + messenger.platform().title();
        failureLog = new RepeatedFailureLog(LOG, title + " failed, retrying", title + " works again");
        thread = new StepThread(messenger.platform().id() + " claims", this::step);
        endWakeUps = outboxEvents.addListener(() -> {
            thread.wake();
            sendLoop.wake();
        });
    }

    /// Releases the claims of earlier terms whose results are not known, and starts sending. Nobody
    /// else can claim in this term. While `held` is true, nothing but replies and notices is sent.
    public void start(BooleanSupplier held) {
        start(held, request -> Thread.ofVirtual().start(request), true);
        thread.start();
    }

    /// Without threads, the caller calls all steps.
    void start(BooleanSupplier held, Executor requests, boolean runsThreads) {
        resultWriter.begin(term, this::stored, runsThreads);
        List<Chat> interrupted = new ArrayList<>();
        boolean crashed = database.write(transaction -> {
            term.verify(transaction);
            interrupted.clear(); // the transaction may run again
            interrupted.addAll(store.claimedGroups(transaction));
            int released = store.release(transaction, store.claimed(transaction), clocks.now());
            if (released > 0) {
                transaction.afterCommit(() -> LOG.info(
                        "resumed {} deliveries to {} after a restart",
                        released,
                        messenger.platform().id()));
            }
            return PoisonGuard.beginSending(transaction, messenger.platform());
        });
        restoreCounts(interrupted);
        // Nobody knows when the messages that were in flight arrived, so the platform may count them from now on.
        sendLoop.restore(interrupted.stream()
                .map(chat -> new RecentSend(chat, clocks.now()))
                .toList());
        sendLoop.pauseAfter(sinceLastSend());
        interactiveGuard.start(crashed);
        guard.start(crashed);
        started = true;
        sendLoop.start(held, requests, runsThreads);
    }

    /// The time since another process may have sent last. A leader that has just stopped sent
    /// until then.
    private Duration sinceLastSend() {
        if (term.number() > 0) {
            return Duration.ZERO;
        }
        Optional<Instant> last = database.read(store::last);
        if (last.isEmpty()) {
            return Duration.ofDays(1);
        }
        Duration since = Duration.between(last.get(), clocks.now());
        if (since.isNegative()) {
            LOG.warn(
                    "this machine's clock is {} s behind the last message to {}: what was due then waits until it is"
                            + " due again; synchronize the clock",
                    since.negated().toSeconds(),
                    messenger.platform().id());
        }
        return since;
    }

    public int requestsPerSecond() {
        return sendLoop.requestsPerSecond();
    }

    public RequestPermits permits() {
        return sendLoop;
    }

    /// Results were stored, some of which ended claims.
    private void stored(List<ClaimKey> ended) {
        ended.forEach(leases::remove);
        if (hasRoom(true) || hasRoom(false)) {
            thread.wake();
        }
        sendLoop.wake();
    }

    /// Claims some of what is due.
    Duration step() {
        Instant polledAt = clocks.now(); // so that deliveries that become due in the meantime are not missed
        try {
            if (!term.isCurrent()) {
                return ERROR_PAUSE; // this sender is about to be stopped, unless the lease is renewed in time
            }
            releaseOrphans();
            releaseWithdrawn();
            Duration pause = sendLoop.remainingPause();
            return pause.isPositive() ? min(pause, MAX_SLEEP) : claimDue(polledAt);
        } catch (RuntimeException | Error e) {
            if (e instanceof Error) {
                interactiveGuard.beginSuspicion();
                guard.beginSuspicion();
            }
            failureLog.failed(e);
            nextLeaseCheck = clocks.nanos(); // a claim may be stored although its commit was not confirmed
            return ERROR_PAUSE;
        }
    }

    /// Releases claims whose lease expired. A lease outlasts every request, so nothing is in flight.
    /// Claims whose results are not yet committed are kept, so that nothing is sent twice.
    private void releaseOrphans() {
        if (clocks.nanos() - nextLeaseCheck < 0 || resultWriter.isOverdue()) {
            return;
        }
        nextLeaseCheck = clocks.nanos() + MAX_SLEEP.toNanos();
        leases.values().removeIf(end -> clocks.nanos() - end > 0);
        if (!database.read(this::orphaned).isEmpty()) {
            // Checked again inside the write transaction, where nothing can be claimed or settled concurrently.
            int released = database.write(transaction -> {
                term.verify(transaction);
                return store.release(transaction, orphaned(transaction), clocks.now());
            });
            LOG.warn("requeued {} deliveries with an expired lease", released);
        }
    }

    private List<Long> orphaned(Transaction transaction) {
        Set<Long> held = new HashSet<>(resultWriter.unsettled());
        leases.keySet().forEach(claim -> held.add(claim.delivery()));
        return store.claimed(transaction).stream()
                .filter(delivery -> !held.contains(delivery))
                .toList();
    }

    private void releaseWithdrawn() {
        long now = outboxEvents.withdrawals();
        if (now != seenWithdrawals) {
            sendLoop.releaseWithdrawn(database.read(store::withdrawn));
            seenWithdrawals = now;
        }
    }

    /// Claims a batch of the first priority of which any are due.
    private Duration claimDue(Instant polledAt) {
        if (takeAll(true)) {
            return Duration.ZERO;
        }
        if (sendLoop.isHeld()) {
            return ERROR_PAUSE;
        }
        return takeAll(false) ? Duration.ZERO : untilNextDue(polledAt);
    }

    /// Takes what is due of the interactive priorities, or of the others: one batch, so that replies
    /// come first again. Returns true if more may be due.
    private boolean takeAll(boolean isInteractive) {
        if (!hasRoom(isInteractive)) {
            return false;
        }
        for (int priority : Priority.ALL) {
            if (Priority.isInteractive(priority) == isInteractive && take(priority, room(isInteractive))) {
                return true;
            }
        }
        guard(isInteractive).endSuspicion();
        return false;
    }

    private PoisonGuard guard(boolean isInteractive) {
        return isInteractive ? interactiveGuard : guard;
    }

    /// A person waits for a reply, so few places suffice to claim the next ones.
    private boolean hasRoom(boolean isInteractive) {
        return room(isInteractive) >= Math.ceilDiv(maxClaims(isInteractive), isInteractive ? 8 : 2);
    }

    private int room(boolean isInteractive) {
        long claimed = leases.keySet().stream()
                .filter(claim -> Priority.isInteractive(claim.priority()) == isInteractive)
                .count();
        return maxClaims(isInteractive) - Math.toIntExact(claimed);
    }

    /// A new reply waits for those that are claimed already, so no more are claimed than can be in
    /// flight; of the others, twice as many, or what can be sent in two seconds.
    private int maxClaims(boolean isInteractive) {
        int perSecond = limits.overall() > 0 ? limits.overall() : HIGHEST_RATE;
        return isInteractive ? limits.inFlight() : 2 * Math.max(limits.inFlight(), perSecond);
    }

    private Duration untilNextDue(Instant polledAt) {
        Duration sleep = MAX_SLEEP;
        for (int priority : Priority.ALL) {
            Optional<Instant> next = database.read(transaction -> store.nextDue(transaction, priority, polledAt));
            if (next.isPresent()) {
                sleep = min(Duration.between(clocks.now(), next.get()), sleep);
            }
        }
        return sleep;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Claims one batch and hands it over to be sent.
    ///
    /// @return true if more may be due
    private boolean take(int priority, int room) {
        Instant now = clocks.now();
        PoisonGuard poisonGuard = guard(Priority.isInteractive(priority));
        int most = Math.min(room, poisonGuard.isSuspicious() ? MAX_GUARDED : MAX_BATCH);
        List<Prepared<M>> batch = prepare(poisonGuard, database.read(tx -> store.due(tx, priority, now, most)), now);
        if (batch.isEmpty()) {
            return false;
        }
        List<Ready<M>> ready = new ArrayList<>();
        for (Prepared<M> each : batch) {
            if (each instanceof Ready<M> found) {
                ready.add(found);
            }
        }
        List<Claim<M>> claims = claim(batch, ready, now);
        failureLog.recovered();
        try {
            restoreCounts(sendLoop.unknownForMinute(claims));
        } catch (RuntimeException e) {
            // The claims must be sent all the same; at worst the platform rejects some for a moment.
            LOG.warn("cannot read what was sent lately", e);
        }
        sendLoop.add(claims);
        // Skipped deliveries blocked others, combined ones can be claimed now, and changed ones must be read again.
        return priority != Priority.REPLIES
                || ready.size() < batch.size()
                || claims.size() < ready.size()
                || ready.size() == most;
    }

    /// Builds the messages of due deliveries: in one transaction, or each in its own under the poison
    /// guard.
    private List<Prepared<M>> prepare(PoisonGuard poisonGuard, List<Delivery> all, Instant now) {
        Set<Long> combinable = combinable(all, now);
        if (!poisonGuard.isSuspicious()) {
            return database.read(transaction -> all.stream()
                    .map(due -> prepare(poisonGuard, transaction, due, combinable))
                    .toList());
        }
        List<Prepared<M>> batch = new ArrayList<>();
        for (Delivery due : all) {
            poisonGuard.prepareGuarded(
                    due,
                    () -> batch.add(database.read(transaction -> prepare(poisonGuard, transaction, due, combinable))));
        }
        return batch;
    }

    /// The deliveries that become one with others that are due to their chat.
    private Set<Long> combinable(List<Delivery> all, Instant now) {
        List<Long> chats = all.stream()
                .filter(due -> due.combinable() && !due.waitsForQuietHours())
                .map(Delivery::subscriber)
                .toList();
        return chats.isEmpty()
                ? Set.of()
                : database.read(tx ->
                        store.plans(tx, chats, SendStore.MAX_PER_CHAT, now).keySet());
    }

    private Prepared<M> prepare(PoisonGuard poisonGuard, Transaction transaction, Delivery due, Set<Long> combinable) {
        if (due.waitsForQuietHours()) {
            return new Postponed<>(due);
        }
        if (poisonGuard.isPoisonous(transaction, due)) {
            return new Unsendable<>(due, Outcome.POISON, Outcome.POISON.sentence());
        }
        return combinable.contains(due.number()) ? new Combinable<>(due) : messageBuilder.prepare(transaction, due);
    }

    /// Writes the results of preparing a batch in one transaction: claims of the deliveries that can
    /// be sent, and the new states of the others.
    private List<Claim<M>> claim(List<Prepared<M>> batch, List<Ready<M>> ready, Instant now) {
        long leaseEnd = clocks.nanos() + LEASE.toNanos();
        // The leases begin before the claims are written, so that no written claim is ever without one.
        ready.forEach(each -> leases.put(each.due().nextClaim(), leaseEnd));
        Set<Long> claimed = Set.of();
        try {
            claimed = database.write(transaction -> write(transaction, batch, ready, now));
        } finally {
            for (Ready<M> each : ready) {
                if (!claimed.contains(each.due().number())) {
                    leases.remove(each.due().nextClaim());
                }
            }
        }
        List<Claim<M>> claims = new ArrayList<>();
        for (Ready<M> each : ready) {
            if (claimed.contains(each.due().number())) {
                claims.add(each.claim(leaseEnd));
            }
        }
        return claims;
    }

    /// Stores what has to be done, and returns the numbers of the claimed deliveries.
    private Set<Long> write(Transaction transaction, List<Prepared<M>> batch, List<Ready<M>> ready, Instant now) {
        List<Delivery> combinable = new ArrayList<>();
        List<Delivery> unchanged = new ArrayList<>();
        for (Prepared<M> each : batch) {
            switch (each) {
                case Ready<M> _ -> {}
                case Postponed<M>(Delivery due) -> deliveries.postponeToQuietHoursEnd(transaction, due);
                case Combinable<M>(Delivery due) -> combinable.add(due);
                case NothingToSend<M>(Delivery due) -> unchanged.add(due);
                case Unsendable<M>(Delivery due, Outcome outcome, String why) -> {
                    deliveries.fail(transaction, due, outcome, why, now);
                    transaction.afterCommit(() -> LOG.warn("delivery {} failed: {}", due.number(), why));
                }
            }
        }
        store.combine(transaction, combinable, now);
        store.settleUnchanged(transaction, unchanged, now);
        return store.claim(transaction, ready, clocks.now().plus(LEASE));
    }

    /// In the first minute, messages that another process sent count, too.
    private void restoreCounts(Collection<Chat> chats) {
        if (clocks.elapsedSince(createdAt).compareTo(COUNTED_PERIOD) < 0) {
            Instant since = clocks.now().minus(COUNTED_PERIOD);
            sendLoop.restore(database.read(transaction -> store.since(transaction, chats, since)));
        }
    }

    /// Stops claiming, waits for requests in flight, and releases the other claims; waits at most 3.3
    /// seconds, less than its platform may take to close.
    @Override
    public void close() {
        thread.close(SHUTDOWN_TIMEOUT, clocks::nanos);
        sendLoop.close();
        endWakeUps.run();
        resultWriter.end();
        if (started && term.isCurrent()) {
            recordCleanShutdown();
        }
    }

    /// Records a clean shutdown. If this fails, the next process merely uses the poison guard
    /// unnecessarily.
    private void recordCleanShutdown() {
        try {
            database.writeWithoutResult(transaction -> {
                term.verify(transaction);
                PoisonGuard.endSending(transaction, messenger.platform());
            });
        } catch (LeaderTerm.TermEndedException _) {
            // The node that sends now keeps this record.
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot record the clean shutdown of deliveries to {}: {}",
                    messenger.platform().id(),
                    e.getMessage());
        }
    }
}
