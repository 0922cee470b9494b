package digestbot.delivery;

import digestbot.subscription.Platform;
import java.util.Optional;
import java.util.Set;

/// Who gets what is said to many: subscribers who have a subscription, want announcements and are not paused.
///
/// @param platforms theirs is one of these
/// @param topic the id of a topic that they get; empty if any will do
public record Audience(Set<Platform> platforms, Optional<String> topic) {
    public Audience {
        platforms = Set.copyOf(platforms);
    }
}
