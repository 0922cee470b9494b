package digestbot.broadcast;

import digestbot.subscription.Platform;
import java.util.Optional;

/// Whom an announcement is for.
///
/// @param platform those of one platform; empty for every platform that the bot runs on
/// @param topic those who get the topic with that id; empty for whoever gets any
public record Recipients(Optional<Platform> platform, Optional<String> topic) {

    public static final Recipients EVERYONE = new Recipients(Optional.empty(), Optional.empty());

    public static Recipients of(Platform platform) {
        return new Recipients(Optional.of(platform), Optional.empty());
    }

    public static Recipients of(String topic) {
        return new Recipients(Optional.empty(), Optional.of(topic));
    }
}
