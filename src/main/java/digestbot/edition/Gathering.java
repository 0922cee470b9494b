package digestbot.edition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why several digests come as one message.
public enum Gathering {
    /// Days of one topic that were missed.
    CATCH_UP("catch-up"),
    /// Topics that are due at one time.
    BUNDLE("bundle"),
    /// What each side led with in a week, day by day.
    ROUND_UP("round-up");

    private final String id;

    Gathering(String id) {
        this.id = id;
    }

    /// The name in the database, a delivery's cause.
    public String id() {
        return id;
    }

    /// The one with that id, if it is one.
    public static Optional<Gathering> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /// The ids of all.
    public static List<String> ids() {
        return Arrays.stream(values()).map(Gathering::id).toList();
    }
}
