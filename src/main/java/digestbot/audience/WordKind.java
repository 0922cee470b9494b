package digestbot.audience;

import java.util.Locale;

public enum WordKind {
    /// Digests of other topics that have it are delivered, too.
    FOLLOW,
    /// Points that have it are left out of digests.
    MUTE;

    private final String id = name().toLowerCase(Locale.ROOT);

    public String id() {
        return id;
    }

    public static WordKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
