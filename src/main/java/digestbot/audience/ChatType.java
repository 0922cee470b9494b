package digestbot.audience;

import java.util.Locale;

public enum ChatType {
    /// A private chat or direct messages with one person.
    PRIVATE,
    /// A group, or a channel of a Discord server: many people, each with their own wishes.
    GROUP,
    /// A Telegram channel, where only admins can post.
    CHANNEL;

    /// The name in the database, such as `private`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChatType of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
