package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one platform's deliveries: two [Poller]s claim due deliveries, [SendLoop] sends their
/// parts, and [ResultWriter] stores the results.
///
/// At most `inFlight` requests run at a time, and one per chat and priority. Deliveries of a chat
/// keep their order within a priority; a failing delivery does not block other chats. After a
/// crash, only deliveries that were in flight or not yet committed (at most [ResultWriter#WINDOW])
/// are sent again.
public final class Sender<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private static final int MAX_REPLIES = 64;
    private static final int MAX_DELIVERIES = 2_000;

    /// With rate limits, no more is claimed than can be sent in this many seconds, so that urgent
    /// deliveries do not have to wait.
    private static final int SECONDS_AHEAD = 5;

    private static final Duration ERROR_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(300);
    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    /// The longest time for which a platform counts a message.
    private static final Duration COUNTED_PERIOD = Duration.ofSeconds(61);

    static final int INITIAL_BATCH = 250;

    private static final int MIN_BATCH = 20;
    private static final int MAX_COMBINED = 250;

    /// The number of the first batch while the poison guard needs commits for each payload, so that
    /// the first messages do not wait for all others. Each further batch is twice as large.
    static final int FIRST_GUARDED = 16;

    private static final int MAX_GUARDED = 250;

    private final DeliveryStore deliveries = new DeliveryStore();
    private final Database database;
    private final MessageBuilder<M> messageBuilder;
    private final Messenger<M> messenger;
    private final LeaderTerm term;
    private final ResultWriter resultWriter;
    private final Clocks clocks;
    private final OutboxEvents outboxEvents;
    private final SendStore store;
    private final RateLimiter rateLimiter;
    private final SendLoop<M> sendLoop;
    private final Poller replyPoller;
    private final Poller deliveryPoller;
    private final Runnable endWakeUps;
    private final long createdAt;
    private volatile boolean started;

    /// Messages that an earlier process may have sent in addition to the stored ones.
    private volatile List<RecentSend> unsettled = List.of();

    public Sender(
            Database database,
            MessageBuilder<M> messageBuilder,
            PlatformLimits limits,
            int inFlight,
            LeaderTerm term,
            ResultWriter resultWriter,
            Clocks clocks,
            OutboxEvents outboxEvents) {
        this.database = database;
        this.messageBuilder = messageBuilder;
        this.term = term;
        this.resultWriter = resultWriter;
        this.clocks = clocks;
        this.outboxEvents = outboxEvents;
        messenger = messageBuilder.messenger();
        store = new SendStore(messenger.platform(), term);
        rateLimiter = new RateLimiter(limits, clocks::nanos);
        sendLoop = new SendLoop<>(messenger, rateLimiter, resultWriter, inFlight, term, clocks);
        createdAt = clocks.nanos();
        replyPoller = new Poller("replies", List.of(Priority.REPLIES), maxReplies(limits));
        deliveryPoller = new Poller("deliveries", Priority.NON_REPLIES, maxClaims(limits, inFlight));
        endWakeUps = outboxEvents.addListener(() -> {
            replyPoller.thread.wake();
            deliveryPoller.thread.wake();
            sendLoop.wake();
        });
    }

    /// A new reply waits for those that are claimed already, so with a rate limit no more are claimed
    /// than can be sent within a second.
    private static int maxReplies(PlatformLimits limits) {
        return limits.overall() == 0 ? MAX_REPLIES : Math.min(limits.overall(), MAX_REPLIES);
    }

    private static int maxClaims(PlatformLimits limits, int inFlight) {
        return limits.overall() == 0
                ? MAX_DELIVERIES
                : Math.clamp((long) limits.overall() * SECONDS_AHEAD, 2 * inFlight, MAX_DELIVERIES);
    }

    /// Releases the claims of earlier terms whose results are not known, and starts sending. Nobody
    /// else can claim in this term. While `held` is true, nothing but replies and notices is sent.
    public void start(BooleanSupplier held) {
        resultWriter.begin(term, this::stored);
        boolean crashed = database.write(transaction -> {
            term.verify(transaction);
            unsettled = store.unsettled(transaction, clocks.now());
            int released = store.release(transaction, store.claimed(transaction, Priority.ALL), clocks.now());
            if (released > 0) {
                transaction.afterCommit(() -> LOG.info(
                        "resumed {} deliveries to {} after a restart",
                        released,
                        messenger.platform().id()));
            }
            return PoisonGuard.beginSending(transaction, messenger.platform());
        });
        sendLoop.pauseAfter(sinceLastSend());
        started = true;
        sendLoop.start(held);
        replyPoller.start(crashed);
        deliveryPoller.start(crashed);
    }

    /// The time since another process may have sent last. A leader that has just stopped sent
    /// until then.
    private Duration sinceLastSend() {
        if (term.number() > 0) {
            return Duration.ZERO;
        }
        Duration since = database.read(store::last)
                .map(last -> Duration.between(last, clocks.now()))
                .orElse(Duration.ofDays(1));
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
        return rateLimiter.perSecond();
    }

    public RequestPermits permits() {
        return sendLoop;
    }

    private void stored(List<Claim.ClaimKey> ended) {
        ended.forEach(key -> (key.priority() == Priority.REPLIES ? replyPoller : deliveryPoller).ended(key));
        sendLoop.wake();
    }

    /// Stops claiming, waits for requests in flight, and releases the other claims; waits at most 3.3
    /// seconds, less than its platform may take to close.
    @Override
    public void close() {
        long end = clocks.nanos() + SHUTDOWN_TIMEOUT.toNanos();
        replyPoller.thread.close(SHUTDOWN_TIMEOUT, clocks::nanos);
        deliveryPoller.thread.close(Duration.ofNanos(end - clocks.nanos()), clocks::nanos);
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

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Claims due deliveries of some priorities, never more than can be sent within a lease. They are
    /// read and rendered before the claiming transaction, to keep that short.
    private final class Poller {

        private final List<Integer> priorities;
        private final int limit;
        private final Leases leases = new Leases(clocks);
        private final PoisonGuard poisonGuard = new PoisonGuard(database, clocks.wall(), messageBuilder.poisonLock());
        private final AdaptiveBatchSize size = new AdaptiveBatchSize(INITIAL_BATCH, MIN_BATCH);
        private final RepeatedFailureLog failureLog;
        private final StepThread thread;
        private long nextLeaseCheck = clocks.nanos();
        private long seenWithdrawals;
        private int guardedBatch = FIRST_GUARDED;
        private boolean allPolled;

        /// By number the plans of the deliveries that may be combined.
        private Map<Long, DeliveryPlan> plans = Map.of();

        Poller(String what, List<Integer> priorities, int limit) {
            this.priorities = priorities;
            this.limit = limit;
            String title = what + " for " + messenger.platform().title();
            failureLog = new RepeatedFailureLog(
                    LOG, "claiming " + title + " failed, retrying", "claiming " + title + " works again");
            thread = new StepThread(messenger.platform().id() + " priorities " + priorities, this::step);
        }

        void start(boolean crashed) {
            poisonGuard.start(crashed);
            thread.start();
        }

        void ended(Claim.ClaimKey claim) {
            leases.end(claim);
            if (leases.size() <= limit / 2) {
                thread.wake();
            }
        }

        /// Claims a batch of what is due.
        Duration step() {
            Instant polledAt = clocks.now(); // so that deliveries that become due in the meantime are not missed
            try {
                if (!term.isCurrent()) {
                    return ERROR_PAUSE; // this poller is about to be stopped, unless the lease is renewed in time
                }
                releaseExpiredClaims();
                releaseWithdrawn();
                Duration pause = sendLoop.remainingPause();
                if (pause.isPositive()) {
                    return min(pause, MAX_SLEEP);
                }
                boolean isHeld = sendLoop.isHeld();
                allPolled = !isHeld;
                for (int priority : priorities) {
                    if ((!isHeld || Priority.isInteractive(priority)) && take(priority)) {
                        return Duration.ZERO;
                    }
                }
                if (isHeld) {
                    return ERROR_PAUSE;
                }
                if (allPolled) {
                    poisonGuard.endSuspicion();
                }
                return untilNextDue(polledAt);
            } catch (RuntimeException | Error e) {
                if (e instanceof Error) {
                    poisonGuard.beginSuspicion();
                }
                failureLog.failed(e);
                nextLeaseCheck = clocks.nanos(); // a claim may be stored although its commit was not confirmed
                return ERROR_PAUSE;
            }
        }

        /// Releases claims whose lease expired. A lease outlasts every request, so nothing is in
        /// flight. Claims whose results are not yet committed are kept, so that nothing is sent
        /// twice.
        private void releaseExpiredClaims() {
            if (clocks.nanos() - nextLeaseCheck < 0 || resultWriter.isOverdue()) {
                return;
            }
            nextLeaseCheck = clocks.nanos() + MAX_SLEEP.toNanos();
            if (!database.read(this::orphaned).isEmpty()) {
                // Checked again inside the write transaction, where nothing can be claimed or settled concurrently.
                List<Long> released = database.write(transaction -> {
                    term.verify(transaction);
                    List<Long> orphaned = orphaned(transaction);
                    store.release(transaction, orphaned, clocks.now());
                    return orphaned;
                });
                leases.forget(released);
                LOG.warn("requeued {} deliveries with an expired lease", released.size());
            }
        }

        /// The claimed deliveries without a lease, except those with a result that is not stored
        /// yet.
        private List<Long> orphaned(Transaction transaction) {
            Set<Long> unstored = resultWriter.unsettled();
            return leases.withoutLease(store.claimed(transaction, priorities)).stream()
                    .filter(delivery -> !unstored.contains(delivery))
                    .toList();
        }

        private void releaseWithdrawn() {
            long now = outboxEvents.withdrawals();
            if (now != seenWithdrawals) {
                sendLoop.releaseWithdrawn(database.read(store::withdrawn));
                seenWithdrawals = now;
            }
        }

        private Duration untilNextDue(Instant polledAt) {
            Duration sleep = MAX_SLEEP;
            for (int priority : priorities) {
                Optional<Instant> next = database.read(transaction -> store.nextDue(transaction, priority, polledAt));
                if (next.isPresent()) {
                    sleep = min(Duration.between(clocks.now(), next.get()), sleep);
                }
            }
            return sleep;
        }

        /// Claims one batch and hands it over to be sent.
        ///
        /// @return true if more may be due
        private boolean take(int priority) {
            int room = limit - leases.size();
            if (room < limit / 2 || sendLoop.remainingPause().isPositive()) {
                allPolled = false;
                return false;
            }
            Instant now = clocks.now();
            int most = Math.min(room, poisonGuard.isSuspicious() ? guardedBatch : size.rows());
            List<Prepared<M>> batch = prepare(priority, now, most);
            if (batch.isEmpty()) {
                return false;
            }
            List<Ready<M>> ready = batch.stream()
                    .flatMap(each -> each instanceof Ready<M> found ? Stream.of(found) : Stream.empty())
                    .toList();
            List<Claim<M>> claims = claim(batch, ready, now);
            guardedBatch = Math.min(MAX_GUARDED, 2 * guardedBatch);
            failureLog.recovered();
            try {
                restoreCounts(claims);
            } catch (RuntimeException e) {
                // The claims must be sent all the same; at worst the platform rejects some for a moment.
                LOG.warn("cannot read what was sent lately", e);
            }
            sendLoop.add(claims);
            // Skipped deliveries blocked others, combined ones can be claimed now, and changed ones must be read again.
            return ready.size() < batch.size() || claims.size() < ready.size() || ready.size() == most;
        }

        /// Writes the results of preparing a batch in one transaction: claims of the deliveries that
        /// can be sent, and the new states of the others.
        private List<Claim<M>> claim(List<Prepared<M>> batch, List<Ready<M>> ready, Instant now) {
            Set<Claim.ClaimKey> unclaimed =
                    ready.stream().map(each -> each.due().nextClaim()).collect(Collectors.toCollection(HashSet::new));
            long leaseEnd = leases.begin(unclaimed);
            try {
                var startNanos = new AtomicLong();
                Set<Long> claimed = database.write(transaction -> {
                    startNanos.set(System.nanoTime());
                    return write(transaction, batch, ready, now);
                });
                size.adjust(Duration.ofNanos(System.nanoTime() - startNanos.get()), claimed.size() >= size.rows() / 2);
                unclaimed.removeIf(key -> claimed.contains(key.delivery()));
                return ready.stream()
                        .filter(each -> claimed.contains(each.due().number()))
                        .map(each -> each.claim(leaseEnd))
                        .toList();
            } finally {
                // Ends the leases of deliveries that were not claimed or whose claim is unknown.
                unclaimed.forEach(leases::end);
            }
        }

        /// In the first minute, messages that another process sent count, too.
        private void restoreCounts(List<Claim<M>> claims) {
            if (clocks.elapsedSince(createdAt).compareTo(COUNTED_PERIOD) >= 0) {
                return;
            }
            Map<Long, Chat> chats =
                    sendLoop.unknownForMinute(claims).stream().collect(Collectors.toMap(Chat::id, chat -> chat));
            Instant now = clocks.now();
            List<RecentSend> stored = database.read(tx -> store.since(tx, chats.values(), now.minus(COUNTED_PERIOD)));
            Stream.concat(stored.stream(), unsettled.stream().filter(sent -> chats.containsKey(sent.chat())))
                    .forEach(sent -> sendLoop.restore(
                            Objects.requireNonNull(chats.get(sent.chat())),
                            // The clock may have been set back since then.
                            sent.at().isBefore(now) ? Duration.between(sent.at(), now) : Duration.ZERO));
        }

        /// Reads due deliveries and builds their messages: in one transaction, or each in its own
        /// under the poison guard.
        private List<Prepared<M>> prepare(int priority, Instant now, int most) {
            if (!poisonGuard.isSuspicious()) {
                return database.read(transaction -> due(transaction, priority, now, most).stream()
                        .map(due -> prepare(transaction, due))
                        .toList());
            }
            List<Prepared<M>> batch = new ArrayList<>();
            for (Delivery due : database.read(transaction -> due(transaction, priority, now, most))) {
                poisonGuard.prepareGuarded(
                        due, () -> batch.add(database.read(transaction -> prepare(transaction, due))));
            }
            return batch;
        }

        private List<Delivery> due(Transaction transaction, int priority, Instant now, int most) {
            List<Delivery> due = store.due(transaction, priority, now, most);
            List<Long> chats = due.stream()
                    .filter(each -> each.combinable() && !each.waitsForQuietHours())
                    .map(Delivery::subscriber)
                    .toList();
            plans = store.plans(transaction, chats, SendStore.MAX_PER_CHAT, now);
            return due;
        }

        private Prepared<M> prepare(Transaction transaction, Delivery due) {
            if (due.waitsForQuietHours()) {
                return new Postponed<>(due);
            }
            if (poisonGuard.isPoisonous(transaction, due)) {
                return new Unsendable<>(due, Outcome.POISON, Outcome.POISON.sentence());
            }
            return plans.containsKey(due.number()) ? new Combinable<>(due) : messageBuilder.prepare(transaction, due);
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
            store.combine(transaction, combinable.stream().limit(MAX_COMBINED).toList(), now);
            store.settleUnchanged(transaction, unchanged, now);
            return store.claim(
                    transaction,
                    ready,
                    messenger.rendererVersion(),
                    clocks.now().plus(Leases.LENGTH));
        }
    }

    /// The leases that this process holds. Each lasts for [#LENGTH] by the monotonic clock, so that
    /// setting the wall clock neither ends a live claim nor preserves an expired one.
    ///
    /// A delivery that is claimed in the database but not held here is orphaned.
    static final class Leases {

        /// The length of a lease, which is longer than any request takes.
        static final Duration LENGTH = Duration.ofMinutes(2);

        private final Map<Claim.ClaimKey, Long> ends = new HashMap<>();
        private final Clocks clocks;

        Leases(Clocks clocks) {
            this.clocks = clocks;
        }

        /// Starts the leases, before the claims are written, so that no written claim is ever
        /// without a lease. Returns their end in nanoseconds of the monotonic clock.
        synchronized long begin(Collection<Claim.ClaimKey> claims) {
            long end = clocks.nanos() + LENGTH.toNanos();
            claims.forEach(claim -> ends.put(claim, end));
            return end;
        }

        synchronized void end(Claim.ClaimKey claim) {
            ends.remove(claim);
        }

        /// The number of leases, including expired ones.
        synchronized int size() {
            return ends.size();
        }

        synchronized List<Long> withoutLease(List<Long> deliveries) {
            long now = clocks.nanos();
            Set<Long> held = ends.entrySet().stream()
                    .filter(claim -> now - claim.getValue() <= 0)
                    .map(claim -> claim.getKey().delivery())
                    .collect(Collectors.toSet());
            return deliveries.stream()
                    .filter(delivery -> !held.contains(delivery))
                    .toList();
        }

        synchronized void forget(List<Long> deliveries) {
            Set<Long> gone = Set.copyOf(deliveries);
            ends.keySet().removeIf(claim -> gone.contains(claim.delivery()));
        }
    }
}
