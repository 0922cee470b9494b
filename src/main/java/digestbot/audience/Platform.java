package digestbot.audience;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

public enum Platform {
    TELEGRAM("Telegram"),
    DISCORD("Discord");

    private static final List<Platform> ALL = List.of(values());

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /// The name in the database and in the configuration, such as `telegram`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public static List<Platform> all() {
        return ALL;
    }

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
