package digestbot.content.views;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why several digests come as one message.
public enum CombinedKind {
    /// Days of one topic that were missed.
    CATCH_UP("catch-up", 3),
    /// Topics that are due at one time.
    BUNDLE("bundle", 6),
    /// The first point of each perspective in a week, day by day.
    ROUND_UP("round-up", 3);

    private final String id;
    private final int mostDetail;

    CombinedKind(String id, int mostDetail) {
        this.id = id;
        this.mostDetail = mostDetail;
    }

    /// The largest level of detail for each digest; each level less is a little shorter.
    public int mostDetail() {
        return mostDetail;
    }

    /// The name in the database, a delivery's cause.
    public String id() {
        return id;
    }

    /// The one with that id, if it is one.
    public static Optional<CombinedKind> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /// The ids of all.
    public static List<String> ids() {
        return Arrays.stream(values()).map(CombinedKind::id).toList();
    }
}
