package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.concurrent.ThreadTermination;
import digestbot.database.Clocks;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.ratelimit.RateLimiter;
import digestbot.delivery.sending.ReadyQueue.Allowed;
import digestbot.delivery.sending.ReadyQueue.NextAction;
import digestbot.delivery.sending.ReadyQueue.ReleasedClaim;
import digestbot.delivery.sending.SettlementStore.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends claims to the platform, part by part, with a limited number of concurrent requests.
///
/// Requests run on virtual threads, each of which continues with the next request; one additional
/// thread waits for the rate limiter. Some slots are reserved for replies.
final class SendLoop<M> implements RequestPermits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    /// The minimum remaining lease for starting a request.
    static final Duration MIN_LEASE = Messenger.LONGEST_REQUEST.plusSeconds(10);

    /// The interval at which a condition is checked again whose change nobody signals.
    private static final long RECHECK_NANOS = Duration.ofMillis(100).toNanos();

    private static final Duration FULL_SECOND = Duration.ofMillis(1_010);
    private static final int SHARE_FOR_REPLIES = 8;
    private static final Duration ERROR_PAUSE = Duration.ofMinutes(1);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration JOIN_TIMEOUT = Duration.ofMillis(200);

    private final Platform platform;
    private final StepExecutor<M> stepExecutor;
    private final RateLimiter rateLimiter;
    private final ReadyQueue<M> readyQueue;
    private final ResultWriter resultWriter;
    private final SeatTerm term;
    private final Clocks clocks;
    private final int maxInFlight;

    /// Fewer than [#maxInFlight], because some requests are reserved for replies.
    private final int maxNonReplies;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private final Condition directTurn = lock.newCondition();
    private int inFlight;
    private boolean changedSinceWait;
    private boolean closing;

    private volatile BooleanSupplier held = () -> false;

    /// The deliveries whose claims are released instead of sending a further part.
    private Set<Long> withdrawn = Set.of();

    /// The direct requests that wait for the platform's limit alone.
    private int directWaiting;

    SendLoop(
            Messenger<M> messenger,
            RateLimiter rateLimiter,
            ResultWriter resultWriter,
            int inFlight,
            SeatTerm term,
            Clocks clocks) {
        this.term = term;
        platform = messenger.platform();
        stepExecutor = new StepExecutor<>(messenger, clocks);
        this.rateLimiter = rateLimiter;
        this.resultWriter = resultWriter;
        maxInFlight = inFlight;
        maxNonReplies = inFlight - Math.min(inFlight - 1, Math.max(1, inFlight / SHARE_FOR_REPLIES));
        this.clocks = clocks;
        readyQueue = new ReadyQueue<>(rateLimiter);
        thread = Thread.ofPlatform().name(platform.id() + " pace").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean hasOverdueResults() {
        return resultWriter.hasOverdueResults();
    }

    Set<Long> unsettled() {
        return resultWriter.unsettled();
    }

    /// The time for which nothing can be sent because the platform's pause exceeds
    /// [ReadyQueue#MAX_WAIT]; otherwise zero.
    Duration remainingPause() {
        lock.lock();
        try {
            Duration left = Duration.ofNanos(rateLimiter.globalDelayNanos()).minus(ReadyQueue.MAX_WAIT);
            return left.isPositive() ? left : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /// Sends nothing until what another process sent last no longer counts for the second.
    void pauseAfter(Duration sinceLast) {
        // The clock may have been set back since then.
        Duration pause = sinceLast.isNegative() ? FULL_SECOND : FULL_SECOND.minus(sinceLast);
        if (pause.isPositive() && rateLimiter.perSecond() > 0) {
            lock.lock();
            try {
                rateLimiter.pauseAtStart(pause);
            } finally {
                lock.unlock();
            }
        }
    }

    /// The chats of these claims for which messages count for longer than a second, and to which
    /// this process has not sent anything yet.
    Set<Chat> unknownForMinute(List<Claim<M>> claims) {
        lock.lock();
        try {
            return claims.stream()
                    .map(claim -> claim.to().chat())
                    .filter(rateLimiter::isUnknownForMinute)
                    .collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    void restore(Chat chat, Duration ago) {
        lock.lock();
        try {
            rateLimiter.restore(chat, ago);
        } finally {
            lock.unlock();
        }
    }

    /// Queues claims; after [#close] they are released immediately.
    void add(List<Claim<M>> claims) {
        boolean late;
        lock.lock();
        try {
            late = closing;
            if (!late) {
                claims.forEach(readyQueue::add);
                signalChange();
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            claims.forEach(claim -> release(claim, Duration.ZERO));
        }
    }

    /// Releases the claims of these deliveries, whose digests were withdrawn. Deliveries in flight
    /// end with the current part.
    void releaseWithdrawn(Set<Long> deliveries) {
        List<Claim<M>> unsent;
        lock.lock();
        try {
            unsent = readyQueue.remove(deliveries);
            withdrawn = deliveries;
        } finally {
            lock.unlock();
        }
        unsent.forEach(claim -> release(claim, Duration.ZERO));
    }

    private boolean isWithdrawn(Claim<M> claim) {
        lock.lock();
        try {
            return withdrawn.contains(claim.key().delivery());
        } finally {
            lock.unlock();
        }
    }

    /// Also returns empty when the loop is closed.
    @Override
    public Optional<Permit> acquire(Chat chat, boolean isNewMessage, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closing) {
                long ofChat = rateLimiter.delayNanos(chat);
                long wait = Math.max(ofChat, delayOfAll(isNewMessage));
                if (wait == 0) {
                    RateLimiter.Ticket ticket = rateLimiter.acquire(chat, isNewMessage);
                    long startNanos = rateLimiter.markSent(ticket);
                    return Optional.of(() -> answered(ticket, startNanos));
                }
                if (wait > left) {
                    return Optional.empty();
                }
                // Otherwise deliveries would take every turn. One that waits for its chat holds up nobody.
                int first = ofChat == 0 ? 1 : 0;
                letDirectGoFirst(first);
                try {
                    left -= wait - directTurn.awaitNanos(wait);
                } finally {
                    letDirectGoFirst(-first);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long delayOfAll(boolean isNewMessage) {
        return Math.max(rateLimiter.globalDelayNanos(), isNewMessage ? 0 : rateLimiter.unpaidDelayNanos());
    }

    private void letDirectGoFirst(int change) {
        directWaiting += change;
        if (directWaiting == 0) {
            signalChange();
        }
    }

    @Override
    public void limited(Chat chat, SendResult.RateLimited required) {
        lock.lock();
        try {
            applyRateLimit(chat, required.retryAfter(), required.scope());
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closing) {
                step();
            }
        } catch (InterruptedException _) {
            // This thread is never interrupted.
        } finally {
            lock.unlock();
        }
    }

    private void step() throws InterruptedException {
        NextAction<M> next = nextIfFree();
        List<ReleasedClaim<M>> returns = readyQueue.released();
        if (!returns.isEmpty()) {
            releaseUnlocked(returns);
        }
        switch (next) {
            case NextAction.SendNow<M> go -> {
                inFlight++;
                Thread.ofVirtual().start(() -> sendWhileReady(go));
            }
            case NextAction.Wait<M>(long nanos) -> await(returns.isEmpty() ? nanos : 0);
        }
    }

    private NextAction<M> nextIfFree() {
        if (!term.isCurrent()) {
            return new NextAction.Wait<>(RECHECK_NANOS);
        }
        return inFlight < maxInFlight ? next() : new NextAction.Wait<>(Long.MAX_VALUE);
    }

    private void await(long nanos) throws InterruptedException {
        long left = nanos;
        while (!changedSinceWait && !closing && left > 0) {
            left = changed.awaitNanos(left);
        }
        changedSinceWait = false;
    }

    private void signalChange() {
        changedSinceWait = true;
        changed.signalAll();
    }

    private NextAction<M> next() {
        if (directWaiting > 0) {
            return new NextAction.Wait<>(RECHECK_NANOS);
        }
        boolean isHeld = isHeld();
        Allowed others = isHeld ? Allowed.REPLIES_AND_NOTICES : Allowed.ALL;
        NextAction<M> next = readyQueue.next(
                inFlight < maxNonReplies ? others : Allowed.REPLIES, clocks.nanos() + MIN_LEASE.toNanos());
        return isHeld && next instanceof NextAction.Wait<M>(long wait)
                ? new NextAction.Wait<>(Math.min(wait, RECHECK_NANOS))
                : next;
    }

    void holdWhile(BooleanSupplier condition) {
        held = condition;
    }

    boolean isHeld() {
        return held.getAsBoolean();
    }

    /// Releases the lock first, because settling may block on the disk.
    private void releaseUnlocked(List<ReleasedClaim<M>> returns) {
        lock.unlock();
        try {
            returns.forEach(each -> release(each.claim(), each.pause()));
        } finally {
            lock.lock();
        }
    }

    /// Sends the claim's next part and then further claims, as long as one can be sent
    /// immediately.
    private void sendWhileReady(NextAction.SendNow<M> first) {
        Optional<NextAction.SendNow<M>> next = Optional.of(first);
        while (next.isPresent()) {
            next = sendPart(next.orElseThrow());
        }
    }

    private Optional<NextAction.SendNow<M>> sendPart(NextAction.SendNow<M> go) {
        Claim<M> claim = go.claim();
        Instant requestStartedAt = clocks.now();
        long startNanos = begins(go.ticket());
        Transition transition = stepExecutor.execute(claim, requestStartedAt);
        answered(go.ticket(), startNanos);
        resultWriter.settle(new Settlement(claim.key(), transition));
        Optional<Claim<M>> more = stepExecutor.next(claim, transition);
        if (more.isEmpty() && !transition.endsClaim()) {
            release(claim, ERROR_PAUSE);
        } else if (more.isPresent() && isWithdrawn(claim)) {
            release(more.get(), Duration.ZERO);
            more = Optional.empty();
        }
        lock.lock();
        try {
            if (transition instanceof Transition.Limited limited) {
                applyRateLimit(claim.to().chat(), limited.pause(), limited.scope());
            }
            more.ifPresent(closing ? left -> release(left, Duration.ZERO) : readyQueue::add);
            inFlight--;
            Optional<NextAction.SendNow<M>> next = closing ? Optional.empty() : takeNext();
            if (next.isEmpty()) {
                signalChange();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void applyRateLimit(Chat chat, Duration pause, LimitScope scope) {
        if (rateLimiter.limited(chat, pause, scope)) {
            LOG.warn(
                    "{}: rate limited (429), pausing {} s, then {} requests/s",
                    platform.title(),
                    pause.toSeconds(),
                    rateLimiter.perSecond() == 0 ? "unlimited" : rateLimiter.perSecond());
        }
    }

    private long begins(RateLimiter.Ticket ticket) {
        lock.lock();
        try {
            return rateLimiter.markSent(ticket);
        } finally {
            lock.unlock();
        }
    }

    /// Called before settling, which may block on the disk.
    private void answered(RateLimiter.Ticket ticket, long startNanos) {
        lock.lock();
        try {
            rateLimiter.answered(ticket, startNanos);
        } finally {
            lock.unlock();
        }
    }

    private Optional<NextAction.SendNow<M>> takeNext() {
        if (!term.isCurrent()) {
            return Optional.empty();
        }
        long before = readyQueue.deferredCount();
        NextAction<M> next = next();
        if (readyQueue.deferredCount() != before) {
            signalChange();
        }
        return switch (next) {
            case NextAction.SendNow<M> go -> {
                inFlight++;
                yield Optional.of(go);
            }
            case NextAction.Wait<M> _ -> Optional.empty();
        };
    }

    private void release(Claim<M> claim, Duration pause) {
        resultWriter.settle(Settlement.released(claim, pause, clocks.now()));
    }

    /// Starts no more requests, releases unsent claims, and waits briefly for requests in flight.
    @Override
    public void close() {
        List<Claim<M>> left;
        lock.lock();
        try {
            closing = true;
            signalChange();
            directTurn.signalAll();
            left = readyQueue.clear();
        } finally {
            lock.unlock();
        }
        resultWriter.drain();
        left.forEach(claim -> release(claim, Duration.ZERO));
        awaitRequests();
        ThreadTermination.join(thread, JOIN_TIMEOUT);
    }

    private void awaitRequests() {
        lock.lock();
        try {
            long patience = DRAIN_TIMEOUT.toNanos();
            while (inFlight > 0 && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            if (inFlight > 0) {
                LOG.warn(
                        "{} requests to {} unfinished at shutdown; their messages are sent again",
                        inFlight,
                        platform.title());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
