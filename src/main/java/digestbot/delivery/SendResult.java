package digestbot.delivery;

import java.time.Duration;

/// How a request to a platform ended.
public sealed interface SendResult {

    /// It arrived.
    ///
    /// @param messageId the platform's id, for later edits
    record Sent(String messageId) implements SendResult {}

    /// The platform wants a pause.
    ///
    /// @param everything whether the pause concerns all chats, not this one alone
    record RateLimited(Duration retryAfter, boolean everything) implements SendResult {}

    /// The chat has another id now.
    record ChatMoved(long to) implements SendResult {}

    /// Nothing can be delivered to this chat until it comes back by itself.
    record Unreachable(String why) implements SendResult {}

    /// This message will never be accepted.
    record Rejected(String why) implements SendResult {}

    /// The message to edit is not there any more, or can't be changed.
    record MessageGone(String why) implements SendResult {}

    /// The thread or forum topic takes no messages, the chat around it may.
    record ThreadGone(String why) implements SendResult {}

    /// The platform cannot read the message's formatting; as plain text it would take it.
    record FormatRefused(String why) implements SendResult {}

    /// It did not arrive, and may be sent again.
    record NotSent(String why) implements SendResult {}

    /// It may have arrived.
    record Unconfirmed(String why) implements SendResult {}
}
