package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import java.util.List;

/// The kind of a member of an audience. It does not tell who that is.
///
/// @param language what the bot speaks to them, as an IETF tag
/// @param topics the names of those that they get
public record AudienceMember(Platform platform, ChatType kind, String language, List<String> topics) {
    public AudienceMember {
        topics = List.copyOf(topics);
    }
}
