package digestbot.audience;

import java.util.Optional;

/// A chat that receives.
///
/// @param number the database's, never reused
/// @param pausedWhy why nothing can be delivered to it at present; empty if it can
public record Subscriber(long number, Chat chat, Preferences preferences, Optional<String> pausedWhy) {

    /// Why nothing is delivered to a chat that wants nothing for now. Unlike one that cannot be reached, it does not
    /// come back by being heard of.
    public static final String STOPPED = "stopped";

    /// Tells whether the chat itself wants nothing for now.
    public boolean isStopped() {
        return pausedWhy.filter(STOPPED::equals).isPresent();
    }
}
