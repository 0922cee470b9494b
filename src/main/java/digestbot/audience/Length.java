package digestbot.audience;

import java.util.Locale;

/// The share of each perspective that a subscriber wants to read.
public enum Length {
    /// The highlights alone.
    HEADLINES,
    /// The first two points of each perspective, and the number of further points.
    SHORT,
    FULL;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Length of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
