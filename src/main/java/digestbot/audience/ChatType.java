package digestbot.audience;

public enum ChatType implements StoredEnum {
    /// A private chat or direct messages with one person.
    PRIVATE,
    /// A group, or a channel of a Discord server: many people, each with their own wishes.
    GROUP,
    /// A Telegram channel, where only admins can post.
    CHANNEL
}
