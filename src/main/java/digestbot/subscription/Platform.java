package digestbot.subscription;

import java.util.Locale;

/// A chat platform.
public enum Platform {
    TELEGRAM,
    DISCORD;

    /// The name in the database and in config, such as `telegram`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The platform with that id.
    public static Platform of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
