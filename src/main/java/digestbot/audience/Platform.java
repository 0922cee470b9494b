package digestbot.audience;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where messages go: a platform with chats, or programs that listen.
public enum Platform {
    TELEGRAM("Telegram"),
    DISCORD("Discord"),
    /// Web addresses of the owner's that events are sent to. They are no chats: nobody reads or
    /// writes there, and nobody subscribes to anything.
    WEBHOOK("Webhooks");

    /// SQL: the row with the column `platform` belongs to a chat. A webhook has a row among the
    /// subscribers, whose deliveries are its events, but it subscribes to nothing.
    public static final String IS_CHAT = "platform <> 'webhook'";

    private static final List<Platform> CHATS = List.of(TELEGRAM, DISCORD);

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /// The name in the database and in the configuration, such as `telegram`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The display name, such as “Telegram”.
    public String title() {
        return title;
    }

    /// The platforms with chats, on which people read and write.
    public static List<Platform> chats() {
        return CHATS;
    }

    /// The error that something was asked of this platform that only one with chats has.
    public IllegalArgumentException withoutChats() {
        return new IllegalArgumentException(title + " have no chats");
    }

    /// The platform with that id.
    public static Platform of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /// The platform with that id; empty if it is unknown, because a later version of the bot wrote
    /// it.
    public static Optional<Platform> find(String id) {
        return Arrays.stream(values())
                .filter(platform -> platform.id().equals(id))
                .findFirst();
    }
}
