package digestbot.delivery.sending;

import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.Step;
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
import org.jspecify.annotations.Nullable;

/// The queue of claims: the one of the lowest [Rank] is next, within a rank the one that came
/// first, and none before its chat may be written to. A chat that must wait steps aside for the
/// ones behind it.
///
/// Nobody starves: what has not gone is not settled, so that it fills the room for further claims until it goes. Not
/// safe for several threads.
///
/// @param <M> the platform's form of one message
final class ReadyQueue<M> {

    /// A chat that must wait longer than this is not waited for: its delivery is owed again, for later.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /// The answer to [#next].
    sealed interface Next<M> {
        /// This one goes now; the pace knows already.
        ///
        /// @param ticket the pace's
        record Go<M>(Claim<M> claim, RateLimiter.Ticket ticket) implements Next<M> {}

        /// Nobody may go for as long.
        record Wait<M>(long nanos) implements Next<M> {}
    }

    /// A claim that has to go back, not to be tried before the pause is over.
    record Return<M>(Claim<M> claim, Duration pause) {}

    private record Waiting<M>(Claim<M> claim, long until) {}

    /// The order of claims.
    private enum Rank {
        ANSWER,
        NOTICE,
        FIRST_PART,
        FURTHER_PART,
        CORRECTION,
        BROADCAST;

        static Rank of(Claim<?> claim) {
            return switch (claim.key().lane()) {
                case Priority.ANSWERS -> ANSWER;
                case Priority.NOTICES -> NOTICE;
                case Priority.EDITIONS -> claim.next() == 0 ? FIRST_PART : FURTHER_PART;
                case Priority.CORRECTIONS -> CORRECTION;
                default -> BROADCAST;
            };
        }
    }

    private final RateLimiter pace;
    private final EnumMap<Rank, Queue<Claim<M>>> queues = new EnumMap<>(Rank.class);
    private final List<Return<M>> returns = new ArrayList<>();
    private final PriorityQueue<Waiting<M>> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Waiting<M> each) -> each.until()));
    private long setAside;

    ReadyQueue(RateLimiter pace) {
        this.pace = pace;
        for (Rank rank : Rank.values()) {
            queues.put(rank, new ArrayDeque<>());
        }
    }

    void add(Claim<M> claim) {
        queue(Rank.of(claim)).add(claim);
    }

    /// The next action. Claims that cannot be sent soon, or whose lease is nearly over, are set
    /// aside for [#returns].
    ///
    /// @param othersToo whether anything but an answer may go
    /// @param leaseNeeded until when the lease of what goes must last, in nanoseconds of the clock that only grows
    Next<M> next(boolean othersToo, long leaseNeeded) {
        callTheWaiting();
        long untilAnyone = pace.untilAnyone();
        if (untilAnyone > LONGEST_WAIT.toNanos()) {
            List<Claim<M>> all = clear();
            all.forEach(claim -> returns.add(new Return<>(claim, Duration.ofNanos(untilAnyone))));
            setAside += all.size();
            return new Next.Wait<>(Long.MAX_VALUE);
        }
        if (untilAnyone > 0) {
            return new Next.Wait<>(untilAnyone);
        }
        for (Claim<M> claim = poll(othersToo); claim != null; claim = poll(othersToo)) {
            long until = pace.until(claim.to().chat());
            if (claim.leaseEnd() - leaseNeeded < 0 || until > LONGEST_WAIT.toNanos()) {
                returns.add(new Return<>(claim, Duration.ofNanos(until)));
                setAside++;
            } else if (until > 0) {
                waiting.add(new Waiting<>(claim, pace.now() + until));
                setAside++;
            } else {
                return new Next.Go<>(claim, pace.goes(claim.to().chat(), isNew(claim)));
            }
        }
        long untilNext = waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().until() - pace.now();
        return new Next.Wait<>(othersToo ? Math.min(untilNext, untilHeldBack()) : untilNext);
    }

    /// The number of claims that were ever set aside or made to wait; when it grows, somebody has
    /// to come back for them.
    long setAside() {
        return setAside;
    }

    /// The claims that were set aside since the last call.
    List<Return<M>> returns() {
        List<Return<M>> taken = List.copyOf(returns);
        returns.clear();
        return taken;
    }

    private void callTheWaiting() {
        while (!waiting.isEmpty() && waiting.element().until() - pace.now() <= 0) {
            add(waiting.remove().claim());
        }
    }

    private @Nullable Claim<M> poll(boolean othersToo) {
        for (Map.Entry<Rank, Queue<Claim<M>>> each : queues.entrySet()) {
            boolean answers = each.getKey() == Rank.ANSWER;
            if (answers || (othersToo && !isHeldBack(each.getValue()))) {
                Claim<M> claim = each.getValue().poll();
                if (claim != null) {
                    return claim;
                }
            }
        }
        return null;
    }

    /// Tells whether the queue is held back: where new messages are paid for, there is less room
    /// for requests that cannot be paid for, and the others need not wait for them.
    private boolean isHeldBack(Queue<Claim<M>> queue) {
        Claim<M> first = queue.peek();
        return first != null && !isNew(first) && pace.untilUnpaid() > 0;
    }

    private long untilHeldBack() {
        boolean any = queues.entrySet().stream()
                .anyMatch(each -> each.getKey() != Rank.ANSWER && isHeldBack(each.getValue()));
        return any ? pace.untilUnpaid() : Long.MAX_VALUE;
    }

    private static boolean isNew(Claim<?> claim) {
        return claim.step() instanceof Step.Send<?>;
    }

    private Queue<Claim<M>> queue(Rank rank) {
        return Objects.requireNonNull(queues.get(rank));
    }

    /// Everything that has not gone and was not set aside, which then is forgotten.
    List<Claim<M>> clear() {
        List<Claim<M>> left = new ArrayList<>();
        queues.values().forEach(left::addAll);
        waiting.forEach(each -> left.add(each.claim()));
        queues.values().forEach(Queue::clear);
        waiting.clear();
        return left;
    }
}
