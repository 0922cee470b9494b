package digestbot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Which claim goes next: answers before everything else, others in the order in which they came, and none before
/// its chat may be written to. A chat that must wait steps aside for the ones behind it.
///
/// Not safe for several threads.
///
/// @param <M> the platform's form of one message
final class Departures<M> {

    /// A chat that must wait longer than this is not waited for: its delivery is owed again, for later.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /// The answer to [#next].
    sealed interface Next<M> {
        /// This one goes now; the pace knows already.
        ///
        /// @param ticket the pace's
        record Go<M>(Claim<M> claim, long ticket) implements Next<M> {}

        /// Nobody may go for as long.
        record Wait<M>(long nanos) implements Next<M> {}
    }

    /// A claim that has to go back, not to be tried before the pause is over.
    record Return<M>(Claim<M> claim, Duration pause) {}

    private record Waiting<M>(Claim<M> claim, long until) {}

    private final Pace pace;
    private final Queue<Claim<M>> answers = new ArrayDeque<>();
    private final Queue<Claim<M>> others = new ArrayDeque<>();
    private final List<Return<M>> returns = new ArrayList<>();
    private final PriorityQueue<Waiting<M>> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Waiting<M> each) -> each.until()));
    private long setAside;

    Departures(Pace pace) {
        this.pace = pace;
    }

    void add(Claim<M> claim) {
        (claim.key().lane() == 0 ? answers : others).add(claim);
    }

    /// What to do now. Claims that cannot go soon, or whose lease is nearly over, are set aside for [#returns].
    ///
    /// @param othersToo whether anything but an answer may go
    /// @param leaseNeeded how long the lease of what goes must last
    Next<M> next(boolean othersToo, Instant leaseNeeded) {
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
            if (claim.leaseUntil().isBefore(leaseNeeded) || until > LONGEST_WAIT.toNanos()) {
                returns.add(new Return<>(claim, Duration.ofNanos(until)));
                setAside++;
            } else if (until > 0) {
                waiting.add(new Waiting<>(claim, pace.now() + until));
                setAside++;
            } else {
                return new Next.Go<>(claim, pace.goes(claim.to().chat()));
            }
        }
        return new Next.Wait<>(
                waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().until() - pace.now());
    }

    /// How many claims were ever set aside or made to wait; when it grows, somebody has to come back for them.
    long setAside() {
        return setAside;
    }

    /// What was set aside since the last call.
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
        Claim<M> answer = answers.poll();
        return answer == null && othersToo ? others.poll() : answer;
    }

    /// Everything that has not gone and was not set aside, which then is forgotten.
    List<Claim<M>> clear() {
        List<Claim<M>> left = new ArrayList<>(answers);
        left.addAll(others);
        waiting.forEach(each -> left.add(each.claim()));
        answers.clear();
        others.clear();
        waiting.clear();
        return left;
    }
}
