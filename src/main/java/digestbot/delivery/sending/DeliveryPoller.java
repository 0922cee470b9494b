package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.cluster.SeatTerm;
import digestbot.concurrent.ThreadTermination;
import digestbot.concurrent.WakeUp;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.sending.Dispatcher.RecentSendStore;
import digestbot.delivery.sending.Dispatcher.RecentSendStore.RecentSend;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims due deliveries of some priorities, never more than can be sent within a lease. They are
/// read and rendered before the claiming transaction, to keep that short.
final class DeliveryPoller<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPoller.class);

    private static final Duration ERROR_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(400);
    /// The longest time for which a platform counts a message.
    private static final Duration COUNTED_PERIOD = Duration.ofSeconds(61);

    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    /// The number of the first batch while the poison guard needs commits for each payload, so that
    /// the first messages do not wait for all others. Each further batch is twice as large.
    static final int FIRST_GUARDED = 16;

    private static final int MAX_GUARDED = 250;

    private final Database database;
    private final DeliveryBatches<M> batches;
    private final SendLoop<M> sendLoop;
    private final PollerSettings settings;
    private final SeatTerm term;
    private final Clocks clocks;
    private final ClaimStore claimStore;
    private final DueDeliveryStore dueDeliveries;
    private final Leases leases;
    private final LongSupplier withdrawals;
    private final WakeUp wakeUp = new WakeUp();
    private final PoisonGuard poisonGuard;
    private final RepeatedFailureLog failureLog;
    private final Thread thread;
    private final RecentSendStore recentSends;
    private List<RecentSend> unsettled = List.of();
    private final long startedAt;
    private long nextLeaseCheck;
    private long seenWithdrawals;
    private int guardedBatch = FIRST_GUARDED;
    private boolean allPolled;
    private volatile boolean closing;

    record PollerSettings(List<Integer> priorities, int limit) {}

    DeliveryPoller(
            Database database,
            MessageBuilder<M> messageBuilder,
            SendLoop<M> sendLoop,
            PollerSettings settings,
            SeatTerm term,
            Clocks clocks,
            LongSupplier withdrawals) {
        this.withdrawals = withdrawals;
        this.database = database;
        Messenger<M> messenger = messageBuilder.messenger();
        this.sendLoop = sendLoop;
        this.settings = settings;
        this.term = term;
        this.clocks = clocks;
        leases = new Leases(clocks);
        startedAt = clocks.nanos();
        nextLeaseCheck = startedAt;
        recentSends = new RecentSendStore(messenger.platform());
        claimStore = new ClaimStore(messenger.platform(), term);
        dueDeliveries = new DueDeliveryStore(messenger.platform());
        poisonGuard = new PoisonGuard(database, clocks.wall(), messageBuilder.poisonLock());
        batches = new DeliveryBatches<>(database, messageBuilder, poisonGuard, leases, term, clocks);
        String what = "%s for %s"
                .formatted(
                        settings.priorities().contains(Priority.REPLIES) ? "replies" : "deliveries",
                        messenger.platform().title());
        failureLog = new RepeatedFailureLog(
                LOG, "claiming " + what + " failed, retrying", "claiming " + what + " works again");
        thread = Thread.ofPlatform()
                .name(messenger.platform().id() + " priorities " + settings.priorities())
                .daemon()
                .unstarted(this::run);
    }

    void start(boolean crashed, List<RecentSend> mayHaveArrived) {
        unsettled = List.copyOf(mayHaveArrived);
        poisonGuard.start(crashed);
        thread.start();
    }

    void wake() {
        wakeUp.raise();
    }

    void ended(Claim.ClaimKey claim) {
        leases.end(claim);
        if (leases.size() <= settings.limit() / 2) {
            wakeUp.raise();
        }
    }

    private void run() {
        try {
            while (!closing) {
                wakeUp.await(claimAll());
            }
        } catch (InterruptedException _) {
            // This thread is never interrupted.
        }
    }

    private Duration claimAll() {
        Instant startedAt = clocks.now(); // so that deliveries that become due in the meantime are not missed
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
            for (int priority : settings.priorities()) {
                boolean allowed = !isHeld || Priority.isInteractive(priority);
                while (allowed && !closing && claim(priority)) {
                    // Repeats until no more deliveries are due.
                }
            }
            if (isHeld) {
                return ERROR_PAUSE;
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
            nextLeaseCheck = clocks.nanos(); // a claim may be stored although its commit was not confirmed
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
                term.verify(transaction);
                List<Long> orphaned = orphaned(transaction);
                claimStore.release(transaction, orphaned, clocks.now());
                return orphaned;
            });
            leases.forget(released);
            LOG.warn("requeued {} deliveries with an expired lease", released.size());
        }
    }

    /// The claimed deliveries without a lease, except those with a result that is not stored yet.
    private List<Long> orphaned(Transaction transaction) {
        Set<Long> unsettled = sendLoop.unsettled();
        return leases.withoutLease(claimStore.claimed(transaction, settings.priorities())).stream()
                .filter(delivery -> !unsettled.contains(delivery))
                .toList();
    }

    private void releaseWithdrawn() {
        long now = withdrawals.getAsLong();
        if (now != seenWithdrawals) {
            sendLoop.releaseWithdrawn(database.read(claimStore::withdrawn));
            seenWithdrawals = now;
        }
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

    private boolean claim(int priority) {
        releaseWithdrawn();
        int room = settings.limit() - leases.size();
        if (room < settings.limit() / 2 || sendLoop.remainingPause().isPositive()) {
            allPolled = false;
            return false;
        }
        Instant now = clocks.now();
        int limit = Math.min(room, poisonGuard.isSuspicious() ? guardedBatch : batches.size());
        DeliveryBatches.Batch<M> batch = batches.prepare(priority, now, limit);
        if (batch.isEmpty()) {
            return false;
        }
        List<Claim<M>> claims = batches.claim(priority, batch, now);
        guardedBatch = Math.min(MAX_GUARDED, 2 * guardedBatch);
        failureLog.recovered();
        batch.unsendable()
                .forEach(each -> LOG.warn("delivery {} failed: {}", each.due().number(), each.why()));
        try {
            restoreCounts(claims);
        } catch (RuntimeException e) {
            // The claims must be sent all the same; at worst the platform rejects some for a moment.
            LOG.warn("cannot read what was sent lately", e);
        }
        sendLoop.add(claims);
        // Skipped deliveries blocked others, combined ones can be claimed now, and changed ones must be read again.
        return !batch.isReadyAlone()
                || claims.size() < batch.ready().size()
                || batch.ready().size() == limit;
    }

    /// In the first minute, messages that another process sent count, too.
    private void restoreCounts(List<Claim<M>> claims) {
        if (clocks.elapsedSince(startedAt).compareTo(COUNTED_PERIOD) >= 0) {
            return;
        }
        Map<Long, Chat> chats =
                sendLoop.unknownForMinute(claims).stream().collect(Collectors.toMap(Chat::id, chat -> chat));
        Instant now = clocks.now();
        List<RecentSend> stored = database.read(tx -> recentSends.since(tx, chats.values(), now.minus(COUNTED_PERIOD)));
        Stream.concat(stored.stream(), unsettled.stream().filter(sent -> chats.containsKey(sent.chat())))
                .forEach(sent ->
                        sendLoop.restore(Objects.requireNonNull(chats.get(sent.chat())), elapsed(sent.at(), now)));
    }

    /// The clock may have been set back since then.
    private static Duration elapsed(Instant since, Instant now) {
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }

    void stop() {
        closing = true;
        wakeUp.raise();
    }

    @Override
    public void close() {
        stop();
        ThreadTermination.join(thread, SHUTDOWN_TIMEOUT);
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
