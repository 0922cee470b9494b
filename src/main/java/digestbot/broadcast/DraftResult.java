package digestbot.broadcast;

import digestbot.audience.Platform;

/// The result of creating a draft.
public sealed interface DraftResult {

    /// The draft was created and can be previewed and sent.
    record Drafted(long number) implements DraftResult {}

    /// The text has no visible content.
    record Empty() implements DraftResult {}

    /// The text needs more than the maximum number of messages on a platform.
    ///
    /// @param messages the number on that platform
    record TooLong(Platform platform, int messages) implements DraftResult {}

    /// The text has more buttons than fit below a message.
    ///
    /// @param buttons the number of buttons
    record TooManyButtons(int buttons) implements DraftResult {}
}
