package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.database.Clocks;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Settlement;
import digestbot.delivery.outbox.ThreadTermination;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.ratelimit.RateLimiter;
import digestbot.delivery.sending.ReadyQueue.Next;
import digestbot.delivery.sending.ReadyQueue.Return;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends claims to the platform, part by part, with a limited number of concurrent requests.
///
/// Requests run on virtual threads, each of which continues with the next request; one additional
/// thread waits for the rate limiter. Some slots are reserved for replies.
///
/// @param <M> the platform's form of one message
final class SendLoop<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    /// The remaining lease that a request needs to be started.
    static final Duration LEASE_NEEDED = Messenger.LONGEST_REQUEST.plusSeconds(10);

    private static final Duration AFTER_AN_ERROR = Duration.ofMinutes(1);
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(3);
    private static final Duration LAST_STEP = Duration.ofMillis(200);

    private final Platform platform;
    private final StepExecutor<M> courier;
    private final RateLimiter pace;
    private final ReadyQueue<M> departures;
    private final ResultWriter settler;
    private final Clocks clocks;
    private final InFlightLimit slots;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean news;
    private boolean closing;

    SendLoop(Messenger<M> messenger, RateLimiter pace, ResultWriter settler, int inFlight, Clocks clocks) {
        platform = messenger.platform();
        courier = new StepExecutor<>(messenger, clocks);
        this.pace = pace;
        this.settler = settler;
        slots = new InFlightLimit(inFlight);
        this.clocks = clocks;
        departures = new ReadyQueue<>(pace);
        thread = Thread.ofPlatform().name(platform.id() + " pace").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Whether results wait to be committed.
    boolean isBehind() {
        return settler.isBehind();
    }

    /// The deliveries whose outcomes wait for the disk.
    Set<Long> unsettled() {
        return settler.unsettled();
    }

    /// The time for which nothing can be sent because the platform's pause exceeds
    /// [ReadyQueue#LONGEST_WAIT]; otherwise zero.
    Duration resting() {
        lock.lock();
        try {
            Duration left = Duration.ofNanos(pace.untilAnyone()).minus(ReadyQueue.LONGEST_WAIT);
            return left.isPositive() ? left : Duration.ZERO;
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
                claims.forEach(departures::add);
                tell();
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            claims.forEach(claim -> giveBack(claim, Duration.ZERO));
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closing) {
                step();
            }
        } catch (InterruptedException _) {
            // Nobody interrupts this thread.
        } finally {
            lock.unlock();
        }
    }

    private void step() throws InterruptedException {
        Next<M> next = slots.anyFree() ? next() : new Next.Wait<>(Long.MAX_VALUE);
        List<Return<M>> returns = departures.returns();
        if (!returns.isEmpty()) {
            giveBackUnlocked(returns);
        }
        switch (next) {
            case Next.Go<M> go -> {
                slots.take();
                Thread.ofVirtual().start(() -> carry(go));
            }
            case Next.Wait<M>(long nanos) -> rest(returns.isEmpty() ? nanos : 0);
        }
    }

    private void rest(long nanos) throws InterruptedException {
        long left = nanos;
        while (!news && !closing && left > 0) {
            left = changed.awaitNanos(left);
        }
        news = false;
    }

    private void tell() {
        news = true;
        changed.signalAll();
    }

    private Next<M> next() {
        return departures.next(slots.anyFreeForOthers(), clocks.nanos() + LEASE_NEEDED.toNanos());
    }

    /// Releases the lock first, because settling may block on the disk.
    private void giveBackUnlocked(List<Return<M>> returns) {
        lock.unlock();
        try {
            returns.forEach(each -> giveBack(each.claim(), each.pause()));
        } finally {
            lock.lock();
        }
    }

    /// Sends the claim's next part and then further claims, as long as one can be sent
    /// immediately.
    private void carry(Next.Go<M> first) {
        Optional<Next.Go<M>> next = Optional.of(first);
        while (next.isPresent()) {
            next = carryOne(next.orElseThrow());
        }
    }

    private Optional<Next.Go<M>> carryOne(Next.Go<M> go) {
        Claim<M> claim = go.claim();
        Instant begunAt = clocks.now();
        long begun = begins(go.ticket());
        Transition transition = courier.carry(claim, begunAt);
        answered(go.ticket(), begun);
        settler.settle(new Settlement(claim.key(), transition));
        Optional<Claim<M>> more = courier.next(claim, transition);
        if (more.isEmpty() && !transition.endsClaim()) {
            giveBack(claim, AFTER_AN_ERROR);
        }
        lock.lock();
        try {
            if (transition instanceof Transition.Limited limited) {
                heed(claim.to().chat(), limited);
            }
            more.ifPresent(closing ? left -> giveBack(left, Duration.ZERO) : departures::add);
            slots.leave();
            Optional<Next.Go<M>> next = closing ? Optional.empty() : goOn();
            if (next.isEmpty()) {
                tell();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void heed(Chat chat, Transition.Limited limited) {
        if (pace.limited(chat, limited.pause(), limited.whom())) {
            LOG.warn(
                    "{}: rate limited (429), pausing {} s, then {} requests/s",
                    platform.title(),
                    limited.pause().toSeconds(),
                    pace.perSecond() == 0 ? "unlimited" : pace.perSecond());
        }
    }

    private long begins(RateLimiter.Ticket ticket) {
        lock.lock();
        try {
            return pace.goesOnly(ticket);
        } finally {
            lock.unlock();
        }
    }

    /// Called before settling, which may block on the disk.
    private void answered(RateLimiter.Ticket ticket, long begun) {
        lock.lock();
        try {
            pace.answered(ticket, begun);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Next.Go<M>> goOn() {
        long before = departures.setAside();
        Next<M> next = next();
        if (departures.setAside() != before) {
            tell();
        }
        return switch (next) {
            case Next.Go<M> go -> {
                slots.take();
                yield Optional.of(go);
            }
            case Next.Wait<M> _ -> Optional.empty();
        };
    }

    private void giveBack(Claim<M> claim, Duration pause) {
        settler.settle(Settlement.givenBack(claim, pause, clocks.now()));
    }

    /// Starts no more requests, releases unsent claims, and waits briefly for requests in flight.
    @Override
    public void close() {
        List<Claim<M>> left;
        lock.lock();
        try {
            closing = true;
            tell();
            left = departures.clear();
        } finally {
            lock.unlock();
        }
        settler.endSoon();
        left.forEach(claim -> giveBack(claim, Duration.ZERO));
        awaitRequests();
        ThreadTermination.join(thread, LAST_STEP);
    }

    private void awaitRequests() {
        lock.lock();
        try {
            long patience = LAST_REQUESTS.toNanos();
            while (slots.taken() > 0 && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            if (slots.taken() > 0) {
                LOG.warn(
                        "{} requests to {} unfinished at shutdown; their messages are sent again",
                        slots.taken(),
                        platform.title());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
