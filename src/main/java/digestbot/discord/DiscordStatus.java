package digestbot.discord;

/// The state of the connection to Discord.
public enum DiscordStatus {
    /// Not yet, or not at present; it is being tried.
    CONNECTING,
    CONNECTED,
    /// Discord does not take the token; it is tried again, ever less often.
    REFUSED,
    /// Discord has ended the connection for good, and it is tried again, ever less often; or it was closed here.
    CLOSED
}
