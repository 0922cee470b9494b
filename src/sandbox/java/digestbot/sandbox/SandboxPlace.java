package digestbot.sandbox;

/// A conversation: a private chat, a group, a broadcast channel, or a channel of a Discord server.
///
/// @param id the platform's chat or channel id (negative for Telegram groups and channels)
/// @param title the group's or channel's name; empty for a private chat
public record SandboxPlace(long id, Kind kind, String title) {

    /// The person's private chat with the bot on Telegram.
    public static SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), Kind.PRIVATE, "");
    }

    /// The kinds of conversations that the bot can distinguish.
    public enum Kind {
        PRIVATE,
        GROUP,
        CHANNEL
    }
}
