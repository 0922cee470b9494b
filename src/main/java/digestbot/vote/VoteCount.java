package digestbot.vote;

import java.util.Optional;

public record VoteCount(long balanced, long oneSided) {

    /// The smallest number of votes of which readers see the result, so that the first few do not
    /// influence the others.
    public static final int MIN_FOR_READERS = 20;

    /// The smallest number of votes of which operators see the result. A smaller one could tell how
    /// a certain person voted.
    public static final int MIN_FOR_OPERATORS = 5;

    public static final VoteCount NONE = new VoteCount(0, 0);

    public long all() {
        return balanced + oneSided;
    }

    /// The share of readers who found the digest balanced, in percent; 0 if nobody voted.
    public long percentBalanced() {
        return all() == 0 ? 0 : Math.round(100.0 * balanced / all());
    }

    public Optional<VoteCount> ifAtLeast(int min) {
        return all() < min ? Optional.empty() : Optional.of(this);
    }
}
