package digestbot.audience;

import java.util.Optional;

/// A chat that receives digests.
///
/// @param number the number in the database, never reused
/// @param pausedReason the reason why deliveries to it are paused; empty if they are not
public record Subscriber(long number, Chat chat, Preferences preferences, Optional<String> pausedReason) {

    /// The pause reason of a chat that stopped deliveries itself. Unlike an unreachable chat, it is
    /// not resumed by activity.
    public static final String STOPPED = "stopped";

    public boolean isStopped() {
        return pausedReason.filter(STOPPED::equals).isPresent();
    }
}
