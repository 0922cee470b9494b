package digestbot.delivery;

import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import java.util.List;

/// What kind of subscriber one of an audience is. It does not tell who that is.
///
/// @param language what the bot speaks to them, as an IETF tag
/// @param topics the names of those that they get
public record Someone(Platform platform, ChatKind kind, String language, List<String> topics) {
    public Someone {
        topics = List.copyOf(topics);
    }
}
