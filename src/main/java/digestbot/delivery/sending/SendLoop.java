package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.delivery.api.Attachment.FileNotMade;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
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
import digestbot.delivery.sending.SendStore.RecentSend;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends claims to the platform, part by part, with a limited number of concurrent requests.
///
/// [#step] begins one request when the rate limiter allows it and there is
/// room for its result. Some slots are reserved for replies.
final class SendLoop<M> implements RequestPermits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    /// The minimum remaining lease for starting a request.
    static final Duration MIN_LEASE = Messenger.LONGEST_REQUEST.plusSeconds(10);

    /// The interval at which a condition is checked again whose change nobody signals.
    private static final Duration RECHECK = Duration.ofMillis(100);

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

    private final StepThread thread;
    private int inFlight;
    private boolean closing;

    private BooleanSupplier held = () -> true; // until it starts
    private Executor requests = Runnable::run;

    /// The deliveries whose claims are released instead of sending a further part. A new claim of
    /// such a delivery was made after its digest was published again.
    private final Set<Long> withdrawn = new HashSet<>();

    /// The direct requests that wait for the platform's limit alone.
    private int directWaiting;

    SendLoop(Messenger<M> messenger, PlatformLimits limits, ResultWriter resultWriter, LeaderTerm term, Clocks clocks) {
        this.term = term;
        this.messenger = messenger;
        platform = messenger.platform();
        this.resultWriter = resultWriter;
        this.clocks = clocks;
        maxInFlight = limits.inFlight();
        maxNonReplies = maxInFlight - Math.min(maxInFlight - 1, Math.max(1, maxInFlight / SHARE_FOR_REPLIES));
        rateLimiter = new RateLimiter(limits, clocks::nanos);
        readyQueue = new ReadyQueue<>(rateLimiter);
        thread = new StepThread(platform.id() + " pace", this::step);
    }

    /// While `heldWhile` is true, nothing but replies and notices is sent. Without threads, the caller
    /// calls [#step].
    synchronized void start(BooleanSupplier heldWhile, Executor forRequests, boolean runsThreads) {
        held = heldWhile;
        requests = forRequests;
        if (runsThreads) {
            thread.start();
        }
    }

    /// More may be due, a result may have been stored, or time may have passed at once.
    synchronized void wake() {
        thread.wake();
        notifyAll();
    }

    synchronized int requestsPerSecond() {
        return rateLimiter.perSecond();
    }

    /// The time for which nothing can be sent because the platform's pause exceeds
    /// [ReadyQueue#MAX_WAIT]; otherwise not positive.
    synchronized Duration remainingPause() {
        return Duration.ofNanos(rateLimiter.globalDelayNanos()).minus(ReadyQueue.MAX_WAIT);
    }

    /// Sends nothing until what another process sent last no longer counts for the second.
    synchronized void pauseAfter(Duration sinceLast) {
        // The clock may have been set back since then.
        Duration pause = sinceLast.isNegative() ? FULL_SECOND : FULL_SECOND.minus(sinceLast);
        if (pause.isPositive() && rateLimiter.perSecond() > 0) {
            rateLimiter.pauseAtStart(pause);
        }
    }

    /// The chats of these claims for which messages count for longer than a second, and to which
    /// this process has not sent anything yet.
    synchronized Set<Chat> unknownForMinute(List<Claim<M>> claims) {
        return claims.stream()
                .map(claim -> claim.to().chat())
                .filter(rateLimiter::isUnknownForMinute)
                .collect(Collectors.toSet());
    }

    /// Counts messages that another process sent.
    synchronized void restore(List<RecentSend> sent) {
        Instant now = clocks.now();
        for (RecentSend each : sent) {
            // The clock may have been set back since then.
            Duration ago = each.at().isBefore(now) ? Duration.between(each.at(), now) : Duration.ZERO;
            rateLimiter.restore(each.chat(), ago);
        }
    }

    /// Queues claims; after [#close] they are released immediately.
    synchronized void add(List<Claim<M>> claims) {
        claims.forEach(claim -> {
            withdrawn.remove(claim.key().delivery());
            queue(claim);
        });
        thread.wake();
    }

    private void queue(Claim<M> claim) {
        if (closing || withdrawn.contains(claim.key().delivery())) {
            release(claim, Duration.ZERO);
        } else {
            readyQueue.add(claim);
        }
    }

    /// Releases the claims of these deliveries, whose digests were withdrawn. Deliveries in flight
    /// end with the current part.
    synchronized void releaseWithdrawn(Set<Long> deliveries) {
        withdrawn.clear();
        withdrawn.addAll(deliveries);
        releaseUnsent(claim -> deliveries.contains(claim.key().delivery()));
    }

    private void releaseUnsent(Predicate<Claim<M>> which) {
        readyQueue.remove(which).forEach(claim -> release(claim, Duration.ZERO));
    }

    private void release(Claim<M> claim, Duration pause) {
        resultWriter.settle(Settlement.released(claim, pause, clocks.now()));
    }

    /// Also returns empty when the loop is closed.
    @Override
    public synchronized Optional<Runnable> acquire(Chat chat, boolean isNewMessage, Duration patience)
            throws InterruptedException {
        long end = rateLimiter.now() + patience.toNanos();
        while (!closing) {
            long ofChat = rateLimiter.delayNanos(chat);
            long wait = Math.max(ofChat, rateLimiter.delayOfAllNanos(isNewMessage));
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
            directWaiting += first;
            try {
                TimeUnit.NANOSECONDS.timedWait(this, wait);
            } finally {
                directWaiting -= first;
                thread.wake();
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void limited(Chat chat, SendResult.RateLimited required) {
        applyRateLimit(chat, required.retryAfter(), required.scope());
    }

    /// Begins the request whose turn it is, or releases a claim that cannot be sent soon. A request
    /// counts as in flight at once.
    synchronized Duration step() {
        if (!term.isCurrent() || directWaiting > 0) {
            return RECHECK;
        }
        if (closing || inFlight >= maxInFlight || !resultWriter.hasRoom()) {
            return StepThread.UNTIL_WOKEN;
        }
        boolean isHeld = isHeld();
        Rank others = isHeld ? Rank.NOTICE : Rank.BROADCAST;
        NextAction<M> next =
                readyQueue.next(inFlight < maxNonReplies ? others : Rank.REPLY, clocks.nanos() + MIN_LEASE.toNanos());
        return switch (next) {
            case NextAction.SendNow<M>(Claim<M> claim, RateLimiter.Ticket ticket) -> {
                inFlight++;
                requests.execute(() -> send(claim, ticket));
                yield Duration.ZERO;
            }
            case NextAction.Release<M>(Claim<M> claim, Duration pause) -> {
                release(claim, pause);
                yield Duration.ZERO;
            }
            case NextAction.Wait<M>(Duration wait) -> isHeld && wait.compareTo(RECHECK) > 0 ? RECHECK : wait;
        };
    }

    boolean isHeld() {
        return held.getAsBoolean();
    }

    private void send(Claim<M> claim, RateLimiter.Ticket ticket) {
        Instant requestStartedAt = clocks.now();
        long startNanos = markSent(ticket);
        SendResult result = execute(claim);
        Transition transition = Transition.after(claim, result, requestStartedAt, clocks.now());
        answered(ticket, startNanos);
        ended(claim, result, transition, next(claim, transition));
    }

    private synchronized long markSent(RateLimiter.Ticket ticket) {
        return rateLimiter.markSent(ticket);
    }

    private synchronized void answered(RateLimiter.Ticket ticket, long startNanos) {
        rateLimiter.answered(ticket, startNanos);
    }

    private synchronized void ended(Claim<M> claim, SendResult result, Transition transition, Optional<Claim<M>> next) {
        resultWriter.settle(new Settlement(claim.key(), transition));
        if (result instanceof SendResult.RateLimited(Duration pause, LimitScope scope)) {
            applyRateLimit(claim.to().chat(), Transition.atLeastMinimum(pause), scope);
        }
        if (next.isPresent()) {
            queue(next.orElseThrow());
        } else if (!transition.endsClaim()) {
            release(claim, ERROR_PAUSE);
        }
        inFlight--;
        wake();
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

    /// Starts no more requests, releases unsent claims, and waits briefly for requests in flight.
    @Override
    public void close() {
        try {
            awaitRequests();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread.close(JOIN_TIMEOUT, clocks::nanos);
    }

    private synchronized void awaitRequests() throws InterruptedException {
        closing = true;
        wake();
        releaseUnsent(_ -> true);
        long end = clocks.nanos() + DRAIN_TIMEOUT.toNanos();
        while (inFlight > 0 && end - clocks.nanos() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - clocks.nanos());
        }
        if (inFlight > 0) {
            LOG.warn(
                    "{} requests to {} unfinished at shutdown; their messages are sent again",
                    inFlight,
                    platform.title());
        }
    }
}
