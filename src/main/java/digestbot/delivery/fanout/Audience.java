package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The recipients of a broadcast: subscribers with a subscription who are not paused and meet all
/// of these conditions; an empty condition is always met.
///
/// @param perspective the id of a perspective of that topic that they read
/// @param activeSince the time since which they were active or created
public record Audience(
        Set<Platform> platforms,
        Optional<String> topic,
        Optional<String> perspective,
        Optional<String> language,
        Optional<Instant> activeSince,
        boolean includeMuted) {
    public Audience {
        platforms = Set.copyOf(platforms);
        if (perspective.isPresent() && topic.isEmpty()) {
            throw new IllegalArgumentException("a perspective needs its topic");
        }
    }

    public static Audience of(Set<Platform> platforms) {
        return new Audience(platforms, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public Audience of(String other) {
        return new Audience(platforms, Optional.of(other), perspective, language, activeSince, includeMuted);
    }

    /// An anonymous sample recipient of an audience, with the names of its topics.
    public record AudienceMember(Platform platform, ChatType kind, String language, List<String> topics) {
        public AudienceMember {
            topics = List.copyOf(topics);
        }
    }
}
