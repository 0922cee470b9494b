package digestbot.delivery.sending;

import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// The queue of claims, ordered by [Rank] and then by arrival. A claim that has to wait for its
/// chat, or for the lower limit of edits beside paid messages, lets others go first. Not
/// thread-safe.
final class ReadyQueue<M> {

    /// The longest wait in the queue; a claim that would have to wait longer is released.
    static final Duration MAX_WAIT = Duration.ofSeconds(10);

    sealed interface NextAction<M> {
        /// Send this claim now; it is already counted by the rate limiter.
        record SendNow<M>(Claim<M> claim, RateLimiter.Ticket ticket) implements NextAction<M> {}

        record Release<M>(Claim<M> claim, Duration pause) implements NextAction<M> {}

        record Wait<M>(Duration time) implements NextAction<M> {}
    }

    /// In the order in which they are sent.
    enum Rank {
        REPLY,
        NOTICE,
        FIRST_PART,
        FURTHER_PART,
        CORRECTION,
        BROADCAST;

        static Rank of(Claim<?> claim) {
            return switch (claim.key().priority()) {
                case Priority.REPLIES -> REPLY;
                case Priority.NOTICES -> NOTICE;
                case Priority.DIGESTS -> claim.nextIndex() == 0 ? FIRST_PART : FURTHER_PART;
                case Priority.CORRECTIONS -> CORRECTION;
                default -> BROADCAST;
            };
        }
    }

    private final RateLimiter rateLimiter;
    private final List<Claim<M>> claims = new ArrayList<>();

    ReadyQueue(RateLimiter rateLimiter) {
        this.rateLimiter = rateLimiter;
    }

    void add(Claim<M> claim) {
        int place = claims.size();
        while (place > 0 && Rank.of(claim).compareTo(Rank.of(claims.get(place - 1))) < 0) {
            place--;
        }
        claims.add(place, claim);
    }

    /// The next action, for claims up to that rank. Claims that cannot be sent soon, or whose lease
    /// ends before `leaseNeeded` by the monotonic clock, are released.
    NextAction<M> next(Rank last, long leaseNeeded) {
        long ofAll = rateLimiter.globalDelayNanos();
        if (ofAll > 0 && ofAll <= MAX_WAIT.toNanos()) {
            return new NextAction.Wait<>(Duration.ofNanos(ofAll));
        }
        long soonest = Long.MAX_VALUE;
        for (Iterator<Claim<M>> each = claims.iterator(); each.hasNext(); ) {
            Claim<M> claim = each.next();
            if (Rank.of(claim).compareTo(last) > 0) {
                break;
            }
            boolean isNew = claim.step() instanceof Step.Send<?>;
            long wait = Math.max(rateLimiter.delayNanos(claim.to().chat()), rateLimiter.delayOfAllNanos(isNew));
            if (claim.leaseEnd() - leaseNeeded < 0 || wait > MAX_WAIT.toNanos()) {
                each.remove();
                return new NextAction.Release<>(claim, Duration.ofNanos(wait));
            }
            if (wait == 0) {
                each.remove();
                return new NextAction.SendNow<>(
                        claim, rateLimiter.acquire(claim.to().chat(), isNew));
            }
            soonest = Math.min(soonest, wait);
        }
        return new NextAction.Wait<>(Duration.ofNanos(soonest));
    }

    /// Removes and returns these claims.
    List<Claim<M>> remove(Predicate<Claim<M>> which) {
        List<Claim<M>> removed = claims.stream().filter(which).toList();
        claims.removeIf(which);
        return removed;
    }
}
