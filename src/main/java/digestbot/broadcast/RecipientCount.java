package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.delivery.fanout.AudienceMember;
import java.util.Map;
import java.util.Optional;

/// The number of recipients of a broadcast.
///
/// @param byPlatform the number on each platform that has any
/// @param sample the first recipient, without identifying data
public record RecipientCount(Map<Platform, Long> byPlatform, Optional<AudienceMember> sample) {
    public RecipientCount {
        byPlatform = Map.copyOf(byPlatform);
    }

    /// The total over all platforms.
    public long total() {
        return byPlatform.values().stream().mapToLong(Long::longValue).sum();
    }
}
