package digestbot.audience;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A chat platform.
public enum Platform {
    TELEGRAM("Telegram"),
    DISCORD("Discord");

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
