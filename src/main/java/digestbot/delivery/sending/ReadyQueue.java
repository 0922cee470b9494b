package digestbot.delivery.sending;

import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The queue of claims, ordered by [Rank] and then by arrival. A claim whose chat is rate-limited
/// is skipped until it may be sent.
///
/// No claim starves: unsent claims are unsettled, so they use up the claim limit until they are
/// sent. Not thread-safe.
final class ReadyQueue<M> {

    /// The longest wait in the queue; a claim that would have to wait longer is released.
    static final Duration MAX_WAIT = Duration.ofSeconds(10);

    sealed interface NextAction<M> {
        /// Send this claim now; it is already counted by the rate limiter.
        record SendNow<M>(Claim<M> claim, RateLimiter.Ticket ticket) implements NextAction<M> {}

        record Wait<M>(long nanos) implements NextAction<M> {}
    }

    record ReleasedClaim<M>(Claim<M> claim, Duration pause) {}

    private record Waiting<M>(Claim<M> claim, long untilNanos) {}

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
    private final EnumMap<Rank, Queue<Claim<M>>> queues = new EnumMap<>(Rank.class);
    private final List<ReleasedClaim<M>> released = new ArrayList<>();
    private final PriorityQueue<Waiting<M>> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Waiting<M> each) -> each.untilNanos()));
    private long deferredCount;

    ReadyQueue(RateLimiter rateLimiter) {
        this.rateLimiter = rateLimiter;
        for (Rank rank : Rank.values()) {
            queues.put(rank, new ArrayDeque<>());
        }
    }

    void add(Claim<M> claim) {
        queue(Rank.of(claim)).add(claim);
    }

    /// The next action, for claims up to that rank. Claims that cannot be sent soon, or whose lease
    /// ends before `leaseNeeded` by the monotonic clock, are moved to [#released].
    NextAction<M> next(Rank last, long leaseNeeded) {
        requeueElapsed();
        long untilAnyone = rateLimiter.globalDelayNanos();
        if (untilAnyone > MAX_WAIT.toNanos()) {
            List<Claim<M>> all = clear();
            all.forEach(claim -> released.add(new ReleasedClaim<>(claim, Duration.ofNanos(untilAnyone))));
            deferredCount += all.size();
            return new NextAction.Wait<>(Long.MAX_VALUE);
        }
        if (untilAnyone > 0) {
            return new NextAction.Wait<>(untilAnyone);
        }
        for (Claim<M> claim = poll(last); claim != null; claim = poll(last)) {
            long untilNanos = rateLimiter.delayNanos(claim.to().chat());
            if (claim.leaseEnd() - leaseNeeded < 0 || untilNanos > MAX_WAIT.toNanos()) {
                released.add(new ReleasedClaim<>(claim, Duration.ofNanos(untilNanos)));
                deferredCount++;
            } else if (untilNanos > 0) {
                waiting.add(new Waiting<>(claim, rateLimiter.now() + untilNanos));
                deferredCount++;
            } else {
                return new NextAction.SendNow<>(
                        claim, rateLimiter.acquire(claim.to().chat(), isNew(claim)));
            }
        }
        long untilNext = waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().untilNanos() - rateLimiter.now();
        return new NextAction.Wait<>(last != Rank.REPLY ? Math.min(untilNext, untilFirstDeferred()) : untilNext);
    }

    /// The total number of claims that were set aside or delayed; when it grows, the send loop
    /// must wake up for them.
    long deferredCount() {
        return deferredCount;
    }

    /// The claims that were set aside since the last call.
    List<ReleasedClaim<M>> released() {
        List<ReleasedClaim<M>> taken = List.copyOf(released);
        released.clear();
        return taken;
    }

    private void requeueElapsed() {
        while (!waiting.isEmpty() && waiting.element().untilNanos() - rateLimiter.now() <= 0) {
            add(waiting.remove().claim());
        }
    }

    private @Nullable Claim<M> poll(Rank last) {
        for (Map.Entry<Rank, Queue<Claim<M>>> each : queues.entrySet()) {
            boolean replies = each.getKey() == Rank.REPLY;
            if (each.getKey().compareTo(last) <= 0 && (replies || !isHeldBack(each.getValue()))) {
                Claim<M> claim = each.getValue().poll();
                if (claim != null) {
                    return claim;
                }
            }
        }
        return null;
    }

    /// Whether the queue is blocked by the limit for unpaid requests: with paid broadcasts,
    /// edits and deletions have a lower limit.
    private boolean isHeldBack(Queue<Claim<M>> queue) {
        Claim<M> first = queue.peek();
        return first != null && !isNew(first) && rateLimiter.unpaidDelayNanos() > 0;
    }

    private long untilFirstDeferred() {
        boolean any =
                queues.entrySet().stream().anyMatch(each -> each.getKey() != Rank.REPLY && isHeldBack(each.getValue()));
        return any ? rateLimiter.unpaidDelayNanos() : Long.MAX_VALUE;
    }

    private static boolean isNew(Claim<?> claim) {
        return claim.step() instanceof Step.Send<?>;
    }

    private Queue<Claim<M>> queue(Rank rank) {
        return Objects.requireNonNull(queues.get(rank));
    }

    List<Claim<M>> remove(Set<Long> deliveries) {
        List<Claim<M>> removed = new ArrayList<>();
        Predicate<Claim<M>> wanted = claim -> deliveries.contains(claim.key().delivery()) && removed.add(claim);
        queues.values().forEach(queue -> queue.removeIf(wanted));
        waiting.removeIf(each -> wanted.test(each.claim()));
        return removed;
    }

    List<Claim<M>> clear() {
        List<Claim<M>> left = new ArrayList<>();
        queues.values().forEach(left::addAll);
        waiting.forEach(each -> left.add(each.claim()));
        queues.values().forEach(Queue::clear);
        waiting.clear();
        return left;
    }
}
