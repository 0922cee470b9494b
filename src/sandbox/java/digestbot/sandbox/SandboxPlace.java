package digestbot.sandbox;

/// A private chat, a group, a broadcast channel, or a channel of a Discord server. The ids of
/// Telegram's groups and channels are negative; a private chat has no title.
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
