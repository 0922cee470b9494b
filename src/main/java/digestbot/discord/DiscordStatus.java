package digestbot.discord;

public enum DiscordStatus {
    /// Connecting or reconnecting.
    CONNECTING,
    CONNECTED,
    /// Discord rejected the token; the login is retried with growing pauses.
    REFUSED,
    /// Discord closed the connection and JDA will not reconnect, so the login is retried with
    /// growing pauses; or the bot closed it.
    CLOSED
}
