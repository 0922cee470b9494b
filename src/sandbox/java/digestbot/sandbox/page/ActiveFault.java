package digestbot.sandbox.page;

/// A fault of a platform, until it is switched off.
enum ActiveFault {
    NONE,
    /// People block the bot, and it is removed from groups and channels.
    BLOCKED,
    /// Every message is answered with 429.
    LIMITED,
    /// Every message is answered with 502.
    DOWN
}
