package digestbot.ops.notice;

import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;

/// The chat in which an operator gets notices.
public record OperatorChat(Platform platform, long userId, Destination chat) {

    boolean is(OperatorChat other) {
        return platform == other.platform && userId == other.userId;
    }
}
