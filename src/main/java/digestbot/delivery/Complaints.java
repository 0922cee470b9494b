package digestbot.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Finds out whether a platform that wants pauses, and doesn't say of whom, means everybody: it does if several chats
/// hear it at a time.
final class Complaints {

    /// One chat that wants a pause has had too much itself; so may another one by chance.
    static final int EVERYBODY = 3;

    private final Map<Long, Long> pausedUntil = new HashMap<>();

    /// A chat is to pause.
    ///
    /// @return until when everybody is to: until the first of these pauses is over, as each chat waits for
    ///     the end of its own; empty if it is this chat alone
    OptionalLong add(long chat, long now, long until) {
        pausedUntil.values().removeIf(each -> each - now <= 0);
        pausedUntil.put(chat, until);
        if (pausedUntil.size() < EVERYBODY) {
            return OptionalLong.empty();
        }
        long first = pausedUntil.values().stream()
                .mapToLong(each -> each - now)
                .min()
                .orElseThrow();
        pausedUntil.clear();
        return OptionalLong.of(now + first);
    }
}
