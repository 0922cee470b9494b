package digestbot.delivery.fanout;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The audience of a message to many: subscribers who have a subscription and are not paused. All
/// conditions hold for each of them.
///
/// @param platforms theirs is one of these
/// @param topic the id of a topic that they get; empty if any will do
/// @param perspective the id of one of that topic's sides, which they read alone or among others;
/// empty if any will do
/// @param language what the bot speaks to them, as an IETF tag; empty if any will do
/// @param heardSince they were heard of then or later, or came to be then; empty if it does not matter
/// @param muted whether it goes also to those who want no announcements
public record Audience(
        Set<Platform> platforms,
        Optional<String> topic,
        Optional<String> perspective,
        Optional<String> language,
        Optional<Instant> heardSince,
        boolean muted) {
    public Audience {
        platforms = Set.copyOf(platforms);
        if (perspective.isPresent() && topic.isEmpty()) {
            throw new IllegalArgumentException("a side is one of a topic's");
        }
    }

    /// All subscribers to any topic on these platforms who want announcements.
    public static Audience of(Set<Platform> platforms) {
        return new Audience(platforms, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /// Those of them who get the topic.
    public Audience of(String other) {
        return new Audience(platforms, Optional.of(other), perspective, language, heardSince, muted);
    }
}
