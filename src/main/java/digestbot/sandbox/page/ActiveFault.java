package digestbot.sandbox.page;

/// A fault on a platform, until it is switched off again.
enum ActiveFault {
    NONE,
    /// People block the bot, and it is removed from groups and channels.
    BLOCKED,
    /// Every message is answered by 429.
    LIMITED,
    /// Every message is answered by 502.
    DOWN
}
