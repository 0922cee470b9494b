package digestbot.broadcast;

import digestbot.audience.Platform;

/// The result of creating a draft.
public sealed interface DraftResult {

    /// It can be looked at and sent.
    record Drafted(long number) implements DraftResult {}

    /// There is nothing to see in it.
    record Empty() implements DraftResult {}

    /// The text needs more than the maximum number of messages on a platform.
    ///
    /// @param messages how many on that platform
    record TooLong(Platform platform, int messages) implements DraftResult {}

    /// It has more buttons than fit below a message.
    ///
    /// @param buttons how many
    record TooManyButtons(int buttons) implements DraftResult {}
}
