package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.util.List;

/// An anonymous sample recipient of an audience.
///
/// @param language their language, an IETF tag
/// @param topics the names of the topics that they are subscribed to
public record AudienceMember(Platform platform, ChatType kind, String language, List<String> topics) {
    public AudienceMember {
        topics = List.copyOf(topics);
    }
}
