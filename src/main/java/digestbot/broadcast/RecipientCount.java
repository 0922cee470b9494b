package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.delivery.fanout.AudienceMember;
import java.util.Map;
import java.util.Optional;

/// The number of recipients of a broadcast.
///
/// @param each the number on each platform that has any
/// @param example the first recipient, without identifying data
public record RecipientCount(Map<Platform, Long> each, Optional<AudienceMember> example) {
    public RecipientCount {
        each = Map.copyOf(each);
    }

    /// On all platforms together.
    public long all() {
        return each.values().stream().mapToLong(Long::longValue).sum();
    }
}
