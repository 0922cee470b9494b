package digestbot.delivery.fanout;

import java.util.Map;

/// The progress of a fan-out: its deliveries by result.
///
/// @param waiting owed or on their way
/// @param unreachable failed because the chat cannot be reached, or held until it can
/// @param failed by what the platform said, without ids
public record FanOutProgress(long waiting, long sent, long unreachable, Map<String, Long> failed, long cancelled) {
    public FanOutProgress {
        failed = Map.copyOf(failed);
    }

    /// The number of failures of any cause.
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The number of deliveries that are over, without those that were cancelled.
    public long over() {
        return sent + unreachable + failures();
    }

    /// All that are stored.
    public long all() {
        return waiting + over() + cancelled;
    }
}
