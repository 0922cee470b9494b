package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The recipients of a broadcast: subscribers with a subscription who are not paused and meet all
/// of these conditions.
///
/// @param topic the id of a topic that they are subscribed to; empty = any topic
/// @param perspective the id of a perspective of that topic that they read; empty = any
/// @param activeSince only subscribers that were active or created since then; empty = all
/// @param includeMuted true if subscribers who muted announcements are included
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

    /// All subscribers to any topic on these platforms who want announcements.
    public static Audience of(Set<Platform> platforms) {
        return new Audience(platforms, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public Audience of(String other) {
        return new Audience(platforms, Optional.of(other), perspective, language, activeSince, includeMuted);
    }

    /// An anonymous sample recipient of an audience.
    ///
    /// @param topics the names of the topics that they are subscribed to
    public record AudienceMember(Platform platform, ChatType kind, String language, List<String> topics) {
        public AudienceMember {
            topics = List.copyOf(topics);
        }
    }
}
