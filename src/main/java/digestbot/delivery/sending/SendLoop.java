package digestbot.delivery.sending;

import static digestbot.delivery.sending.Locked.locked;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.delivery.api.Attachment.FileNotMade;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Settlement;
import digestbot.delivery.ratelimit.RateLimiter;
import digestbot.delivery.sending.ReadyQueue.NextAction;
import digestbot.delivery.sending.ReadyQueue.Rank;
import digestbot.delivery.sending.ReadyQueue.ReleasedClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
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
/// Requests run on virtual threads, each of which continues with the next request; [#step] begins
/// one when the rate limiter allows it. Some slots are reserved for replies.
final class SendLoop<M> implements RequestPermits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    /// The minimum remaining lease for starting a request.
    static final Duration MIN_LEASE = Messenger.LONGEST_REQUEST.plusSeconds(10);

    /// The interval at which a condition is checked again whose change nobody signals.
    private static final long RECHECK_NANOS = Duration.ofMillis(100).toNanos();

    private static final Duration FULL_SECOND = Duration.ofMillis(1_010);
    private static final int SHARE_FOR_REPLIES = 8;
    private static final String BLANK = "—";
    private static final Duration ERROR_PAUSE = Duration.ofMinutes(1);
    private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(2_400);
    private static final Duration JOIN_TIMEOUT = Duration.ofMillis(200);

    private final Messenger<M> messenger;
    private final Platform platform;
    private final RateLimiter rateLimiter;
    private final ReadyQueue<M> readyQueue;
    private final ResultWriter resultWriter;
    private final LeaderTerm term;
    private final Clocks clocks;
    private final int maxInFlight;

    /// Fewer than [#maxInFlight], because some requests are reserved for replies.
    private final int maxNonReplies;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requestEnded = lock.newCondition();
    private final Condition directTurn = lock.newCondition();
    private final StepThread thread;
    private int inFlight;
    private boolean closing;

    private BooleanSupplier held = () -> true; // until it starts

    /// The deliveries whose claims are released instead of sending a further part. A new claim of
    /// such a delivery was made after its digest was published again.
    private final Set<Long> withdrawn = new HashSet<>();

    /// The direct requests that wait for the platform's limit alone.
    private int directWaiting;

    SendLoop(
            Messenger<M> messenger,
            RateLimiter rateLimiter,
            ResultWriter resultWriter,
            int inFlight,
            LeaderTerm term,
            Clocks clocks) {
        this.term = term;
        this.messenger = messenger;
        platform = messenger.platform();
        this.rateLimiter = rateLimiter;
        this.resultWriter = resultWriter;
        maxInFlight = inFlight;
        maxNonReplies = inFlight - Math.min(inFlight - 1, Math.max(1, inFlight / SHARE_FOR_REPLIES));
        this.clocks = clocks;
        readyQueue = new ReadyQueue<>(rateLimiter);
        thread = new StepThread(platform.id() + " pace", this::step);
    }

    void start(BooleanSupplier heldWhile) {
        held = heldWhile;
        thread.start();
    }

    /// More may be due, or time may have passed at once.
    void wake() {
        thread.wake();
        locked(lock, directTurn::signalAll);
    }

    /// The time for which nothing can be sent because the platform's pause exceeds
    /// [ReadyQueue#MAX_WAIT]; otherwise not positive.
    Duration remainingPause() {
        return Duration.ofNanos(locked(lock, rateLimiter::globalDelayNanos)).minus(ReadyQueue.MAX_WAIT);
    }

    /// Sends nothing until what another process sent last no longer counts for the second.
    void pauseAfter(Duration sinceLast) {
        // The clock may have been set back since then.
        Duration pause = sinceLast.isNegative() ? FULL_SECOND : FULL_SECOND.minus(sinceLast);
        if (pause.isPositive() && rateLimiter.perSecond() > 0) {
            locked(lock, () -> rateLimiter.pauseAtStart(pause));
        }
    }

    /// The chats of these claims for which messages count for longer than a second, and to which
    /// this process has not sent anything yet.
    Set<Chat> unknownForMinute(List<Claim<M>> claims) {
        return locked(
                lock,
                () -> claims.stream()
                        .map(claim -> claim.to().chat())
                        .filter(rateLimiter::isUnknownForMinute)
                        .collect(Collectors.toSet()));
    }

    void restore(Chat chat, Duration ago) {
        locked(lock, () -> rateLimiter.restore(chat, ago));
    }

    /// Queues claims; after [#close] they are released immediately.
    void add(List<Claim<M>> claims) {
        boolean late = locked(lock, () -> {
            if (!closing) {
                claims.forEach(claim -> withdrawn.remove(claim.key().delivery()));
                claims.forEach(readyQueue::add);
                thread.wake();
            }
            return closing;
        });
        if (late) {
            claims.forEach(claim -> release(claim, Duration.ZERO));
        }
    }

    /// Releases the claims of these deliveries, whose digests were withdrawn. Deliveries in flight
    /// end with the current part.
    void releaseWithdrawn(Set<Long> deliveries) {
        List<Claim<M>> unsent = locked(lock, () -> {
            withdrawn.clear();
            withdrawn.addAll(deliveries);
            return readyQueue.remove(deliveries);
        });
        unsent.forEach(claim -> release(claim, Duration.ZERO));
    }

    /// Also returns empty when the loop is closed.
    @Override
    public Optional<Runnable> acquire(Chat chat, boolean isNewMessage, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long end = rateLimiter.now() + patience.toNanos();
            while (!closing) {
                long ofChat = rateLimiter.delayNanos(chat);
                long wait = Math.max(ofChat, delayOfAll(isNewMessage));
                if (wait == 0) {
                    RateLimiter.Ticket ticket = rateLimiter.acquire(chat, isNewMessage);
                    long startNanos = rateLimiter.markSent(ticket);
                    return Optional.of(() -> answered(ticket, startNanos));
                }
                if (rateLimiter.now() + wait - end > 0) {
                    return Optional.empty();
                }
                // Otherwise deliveries would take every turn. One that waits for its chat holds up nobody.
                int first = ofChat == 0 ? 1 : 0;
                letDirectGoFirst(first);
                try {
                    var _ = directTurn.awaitNanos(wait);
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
            thread.wake();
        }
    }

    @Override
    public void limited(Chat chat, SendResult.RateLimited required) {
        locked(lock, () -> applyRateLimit(chat, required.retryAfter(), required.scope()));
    }

    /// Begins the request whose turn it is.
    Duration step() {
        NextAction<M> next = locked(lock, this::nextIfFree);
        // Without the lock, because settling may block on the disk.
        List<ReleasedClaim<M>> returns = locked(lock, readyQueue::released);
        returns.forEach(each -> release(each.claim(), each.pause()));
        return switch (next) {
            case NextAction.SendNow<M> go -> {
                Thread.ofVirtual().start(() -> sendWhileReady(go));
                yield Duration.ZERO;
            }
            case NextAction.Wait<M>(long nanos) -> returns.isEmpty() ? Duration.ofNanos(nanos) : Duration.ZERO;
        };
    }

    private NextAction<M> nextIfFree() {
        if (!term.isCurrent()) {
            return new NextAction.Wait<>(RECHECK_NANOS);
        }
        return !closing && inFlight < maxInFlight ? next() : new NextAction.Wait<>(Long.MAX_VALUE);
    }

    /// A request that is to be sent counts as in flight at once.
    private NextAction<M> next() {
        if (directWaiting > 0) {
            return new NextAction.Wait<>(RECHECK_NANOS);
        }
        boolean isHeld = isHeld();
        Rank others = isHeld ? Rank.NOTICE : Rank.BROADCAST;
        NextAction<M> next =
                readyQueue.next(inFlight < maxNonReplies ? others : Rank.REPLY, clocks.nanos() + MIN_LEASE.toNanos());
        return switch (next) {
            case NextAction.SendNow<M> go -> {
                inFlight++;
                yield go;
            }
            case NextAction.Wait<M>(long wait) when isHeld -> new NextAction.Wait<>(Math.min(wait, RECHECK_NANOS));
            case NextAction.Wait<M> wait -> wait;
        };
    }

    boolean isHeld() {
        return held.getAsBoolean();
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
        long startNanos = locked(lock, () -> rateLimiter.markSent(go.ticket()));
        SendResult result = execute(claim);
        Transition transition = Transition.after(claim, result, requestStartedAt, clocks.now());
        answered(go.ticket(), startNanos);
        resultWriter.settle(new Settlement(claim.key(), transition));
        Optional<Claim<M>> more = next(claim, transition);
        if (more.isEmpty() && !transition.endsClaim()) {
            release(claim, ERROR_PAUSE);
        } else if (more.isPresent() && !requeue(more.orElseThrow())) {
            release(more.orElseThrow(), Duration.ZERO);
        }
        return locked(lock, () -> {
            if (result instanceof SendResult.RateLimited(Duration pause, LimitScope scope)) {
                applyRateLimit(claim.to().chat(), Transition.atLeastMinimum(pause), scope);
            }
            inFlight--;
            requestEnded.signalAll();
            Optional<NextAction.SendNow<M>> next = closing ? Optional.empty() : takeNext();
            if (next.isEmpty()) {
                thread.wake();
            }
            return next;
        });
    }

    /// Queues the claim for its next part; false if that is not to be sent. The caller then releases
    /// it without the lock, because settling may block on the disk.
    private boolean requeue(Claim<M> claim) {
        return locked(lock, () -> {
            boolean wanted = !closing && !withdrawn.contains(claim.key().delivery());
            if (wanted) {
                readyQueue.add(claim);
            }
            return wanted;
        });
    }

    /// Executes the claim's next step. Blocks for the duration of the request, and never throws.
    private SendResult execute(Claim<M> claim) {
        try {
            SendResult result = request(claim);
            return result instanceof SendResult.FormatRefused(String why)
                            && plain(claim.step()).isEmpty()
                    ? new SendResult.Rejected(why)
                    : result;
        } catch (FileNotMade e) {
            return e.result();
        } catch (RuntimeException | Error e) {
            LOG.error("request to {} failed with an unexpected error", platform.id(), e);
            return new SendResult.Unconfirmed("ended with " + e.getClass().getName());
        }
    }

    private SendResult request(Claim<M> claim) {
        return switch (claim.step()) {
            case Step.Send<M>(M message, boolean silent) -> messenger.send(claim.to(), message, claim.nonce(), silent);
            case Step.Edit<M>(String messageId, M message) -> messenger.edit(claim.to(), messageId, message);
            case Step.Delete<M>(String messageId) -> messenger.delete(claim.to(), messageId);
        };
    }

    /// The claim with its next step; empty if it has ended or the step cannot be built.
    private Optional<Claim<M>> next(Claim<M> claim, Transition transition) {
        try {
            return switch (transition) {
                case Transition.Arrived part when !part.isLast() -> Optional.of(claim.advanced(part.thread()));
                case Transition.Resent(Optional<String> blanked, String why) ->
                    blanked.isPresent() ? blanked.map(id -> claim.with(blanked(id))) : asPlainText(claim, why);
                case Transition.Arrived _,
                        Transition.Requeued _,
                        Transition.Failed _,
                        Transition.Unreachable _,
                        Transition.Moved _,
                        Transition.LeftThread _ -> Optional.empty();
            };
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "delivery {} interrupted by an error, retrying later",
                    claim.key().delivery(),
                    e);
            return Optional.empty();
        }
    }

    private Optional<Claim<M>> asPlainText(Claim<M> claim, String why) {
        LOG.warn(
                "delivery {}: {} cannot parse the formatting of part {}, resending it as plain text: {}",
                claim.key().delivery(),
                platform.id(),
                claim.nextIndex() + 1,
                why);
        return plain(claim.step()).map(claim::with);
    }

    /// The step that blanks a message that could not be deleted.
    private Step<M> blanked(String messageId) {
        return new Step.Edit<>(messageId, messenger.render(Content.text(BLANK, List.of())));
    }

    private Optional<Step<M>> plain(Step<M> step) {
        return switch (step) {
            case Step.Send<M>(M message, boolean silent) ->
                messenger.plain(message).map(plain -> new Step.Send<>(plain, silent));
            case Step.Edit<M>(String messageId, M message) ->
                messenger.plain(message).map(plain -> new Step.Edit<>(messageId, plain));
            case Step.Delete<M> _ -> Optional.empty();
        };
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

    /// Called before settling, which may block on the disk.
    private void answered(RateLimiter.Ticket ticket, long startNanos) {
        locked(lock, () -> rateLimiter.answered(ticket, startNanos));
    }

    private Optional<NextAction.SendNow<M>> takeNext() {
        if (!term.isCurrent()) {
            return Optional.empty();
        }
        long before = readyQueue.deferredCount();
        NextAction<M> next = next();
        if (readyQueue.deferredCount() != before) {
            thread.wake();
        }
        return next instanceof NextAction.SendNow<M> go ? Optional.of(go) : Optional.empty();
    }

    private void release(Claim<M> claim, Duration pause) {
        resultWriter.settle(Settlement.released(claim, pause, clocks.now()));
    }

    /// Starts no more requests, releases unsent claims, and waits briefly for requests in flight.
    @Override
    public void close() {
        List<Claim<M>> left = locked(lock, () -> {
            closing = true;
            wake();
            return readyQueue.clear();
        });
        resultWriter.drain();
        left.forEach(claim -> release(claim, Duration.ZERO));
        awaitRequests();
        thread.close(JOIN_TIMEOUT, clocks::nanos);
    }

    private void awaitRequests() {
        lock.lock();
        try {
            long end = clocks.nanos() + DRAIN_TIMEOUT.toNanos();
            while (inFlight > 0 && end - clocks.nanos() > 0) {
                var _ = requestEnded.awaitNanos(end - clocks.nanos());
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
