package digestbot.delivery.ratelimit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Detects whether rate-limit responses without a scope are global: they are if several chats get
/// one within seconds.
final class GlobalLimitDetector {

    /// The number of limited chats from which the limit counts as global. One chat exceeded its own
    /// limit, and a second one may do so by chance.
    static final int GLOBAL_THRESHOLD = 3;

    /// The time after which a rejection is independent of an earlier one, however long the pauses
    /// are.
    static final Duration WINDOW = Duration.ofSeconds(3);

    private record LimitEvent(long heard, long until) {}

    private final Map<Long, LimitEvent> lately = new HashMap<>();

    /// Records that a chat has to pause.
    ///
    /// @return the end of a pause of the whole platform, which is the end of the first of these
    ///     pauses; empty if the limit is not global
    OptionalLong add(long chat, long now, long until) {
        lately.values().removeIf(each -> each.until() - now <= 0 || now - each.heard() > WINDOW.toNanos());
        lately.put(chat, new LimitEvent(now, until));
        if (lately.size() < GLOBAL_THRESHOLD) {
            return OptionalLong.empty();
        }
        long first = lately.values().stream()
                .mapToLong(each -> each.until() - now)
                .min()
                .orElseThrow();
        lately.clear();
        return OptionalLong.of(now + first);
    }
}
