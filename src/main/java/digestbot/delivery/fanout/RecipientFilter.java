package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recipients of a broadcast: subscribers with a subscription who are not paused, receive
/// announcements and meet both conditions; an empty one is always met.
///
/// @param topic the id of a topic that they subscribe to
public record RecipientFilter(Optional<Platform> platform, Optional<String> topic) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(Optional.empty(), Optional.empty());

    /// The number of recipients of a broadcast at a time, and the first recipient without
    /// identifying data.
    public record RecipientCount(Map<Platform, Long> byPlatform, Optional<SampleRecipient> sample, Instant at) {
        public RecipientCount {
            byPlatform = Map.copyOf(byPlatform);
        }

        public long total() {
            return byPlatform.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// An anonymous sample recipient, with the names of its topics.
    public record SampleRecipient(Platform platform, ChatType kind, String language, List<String> topics) {
        public SampleRecipient {
            topics = List.copyOf(topics);
        }
    }
}
