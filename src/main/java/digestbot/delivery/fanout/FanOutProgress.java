package digestbot.delivery.fanout;

import java.util.Map;

/// How far a fan-out is: its deliveries by what became of them.
///
/// @param waiting owed or on their way
/// @param unreachable failed because the chat cannot be reached, or held until it can
/// @param failed by what the platform said, without ids
public record FanOutProgress(long waiting, long sent, long unreachable, Map<String, Long> failed, long cancelled) {
    public FanOutProgress {
        failed = Map.copyOf(failed);
    }

    /// How many failed, whatever the cause.
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many are over, other than by being cancelled.
    public long over() {
        return sent + unreachable + failures();
    }

    /// All that are stored.
    public long all() {
        return waiting + over() + cancelled;
    }
}
