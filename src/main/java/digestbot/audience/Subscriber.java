package digestbot.audience;

import java.util.Optional;

/// A chat that receives digests.
///
/// @param number the database's, never reused
/// @param pausedWhy why nothing can be delivered to it at present; empty if it can
public record Subscriber(long number, Chat chat, Preferences preferences, Optional<String> pausedWhy) {

    /// The pause reason of a chat that stopped deliveries itself. Unlike an unreachable chat, it is
    /// not resumed by activity.
    public static final String STOPPED = "stopped";

    /// Tells whether the chat itself wants nothing for now.
    public boolean isStopped() {
        return pausedWhy.filter(STOPPED::equals).isPresent();
    }
}
