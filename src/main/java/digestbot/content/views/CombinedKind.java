package digestbot.content.views;

/// The kinds of combined messages.
public enum CombinedKind {
    /// Days of one topic that were missed.
    CATCH_UP(3),
    /// Topics that are due at one time.
    BUNDLE(6),
    /// The first point of each perspective in a week, day by day.
    ROUND_UP(3);

    private final int maxDetail;

    CombinedKind(int maxDetail) {
        this.maxDetail = maxDetail;
    }

    /// The highest level of detail; lower levels are shorter.
    public int maxDetail() {
        return maxDetail;
    }
}
