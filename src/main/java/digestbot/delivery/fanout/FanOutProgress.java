package digestbot.delivery.fanout;

import java.util.HashMap;
import java.util.Map;

/// The progress of a fan-out: its deliveries by result.
///
/// @param unreachable the number that failed or are paused because the chat cannot be reached
/// @param failed the number of other failures, by the platform's error message without ids
public record FanOutProgress(long waiting, long sent, long unreachable, Map<String, Long> failed, long cancelled) {

    public static final FanOutProgress NONE = new FanOutProgress(0, 0, 0, Map.of(), 0);

    public FanOutProgress {
        failed = Map.copyOf(failed);
    }

    public FanOutProgress plus(FanOutProgress other) {
        Map<String, Long> causes = new HashMap<>(failed);
        other.failed.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
        return new FanOutProgress(
                waiting + other.waiting,
                sent + other.sent,
                unreachable + other.unreachable,
                causes,
                cancelled + other.cancelled);
    }

    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    public long allFailed() {
        return unreachable + failures();
    }

    public long settled() {
        return sent + allFailed();
    }

    public long all() {
        return waiting + settled() + cancelled;
    }
}
