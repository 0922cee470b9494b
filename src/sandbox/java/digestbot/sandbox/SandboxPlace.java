package digestbot.sandbox;

/// A conversation: a private chat, a group, a broadcast channel, or a channel of a Discord server.
///
/// @param id the platform's chat or channel id (negative for Telegram groups and channels)
/// @param title the group's or channel's name; empty for a private chat
public record SandboxPlace(long id, Kind kind, String title) {

    public static SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), Kind.PRIVATE, "");
    }

    public enum Kind {
        PRIVATE,
        GROUP,
        CHANNEL
    }
}
