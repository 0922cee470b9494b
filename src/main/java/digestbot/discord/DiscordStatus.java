package digestbot.discord;

/// How the connection to Discord is.
public enum DiscordStatus {
    /// Not yet, or not at present; it is being tried.
    CONNECTING,
    CONNECTED,
    /// Discord does not take the token; it is not tried again.
    REFUSED,
    CLOSED
}
