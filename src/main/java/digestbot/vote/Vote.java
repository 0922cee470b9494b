package digestbot.vote;

import java.util.Locale;

/// A reader's answer to the question whether a digest was balanced.
public enum Vote {
    BALANCED,
    ONE_SIDED;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in the database, such as `one-sided`.
    public String id() {
        return id;
    }

    public static Vote of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
