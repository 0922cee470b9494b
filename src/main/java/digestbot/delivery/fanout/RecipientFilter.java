package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The recipients of a broadcast: subscribers with a subscription who are not paused and meet all
/// of these conditions; an empty one is always met.
///
/// @param topic the id of a topic that they subscribe to
/// @param perspective the id of a perspective of that topic that they read, alone or with others
/// @param language their language as an IETF tag
/// @param activeWithinDays the number of days within which they used the bot
/// @param important true if chats that muted broadcasts are included
public record RecipientFilter(
        Optional<Platform> platform,
        Optional<String> topic,
        Optional<String> perspective,
        Optional<String> language,
        OptionalInt activeWithinDays,
        boolean important) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), false);

    /// Refuses a perspective without its topic, and a number of days that is not positive.
    public RecipientFilter {
        if (perspective.isPresent() && topic.isEmpty()) {
            throw new IllegalArgumentException("a perspective needs its topic");
        }
        if (activeWithinDays.isPresent() && activeWithinDays.getAsInt() < 1) {
            throw new IllegalArgumentException("the number of days must be positive");
        }
    }

    public RecipientFilter withPlatform(Optional<Platform> other) {
        return new RecipientFilter(other, topic, perspective, language, activeWithinDays, important);
    }

    /// The same with another topic, or with any topic, and with any perspective.
    public RecipientFilter withTopic(Optional<String> other) {
        return new RecipientFilter(platform, other, Optional.empty(), language, activeWithinDays, important);
    }

    public RecipientFilter withPerspective(String other, String itsPerspective) {
        return new RecipientFilter(
                platform, Optional.of(other), Optional.of(itsPerspective), language, activeWithinDays, important);
    }

    public RecipientFilter withLanguage(Optional<String> other) {
        return new RecipientFilter(platform, topic, perspective, other, activeWithinDays, important);
    }

    public RecipientFilter withActiveDays(OptionalInt days) {
        return new RecipientFilter(platform, topic, perspective, language, days, important);
    }

    public RecipientFilter important(boolean wanted) {
        return new RecipientFilter(platform, topic, perspective, language, activeWithinDays, wanted);
    }

    /// Whether the filter has no condition, apart from importance.
    public boolean isEveryone() {
        return important(false).equals(EVERYONE);
    }

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
