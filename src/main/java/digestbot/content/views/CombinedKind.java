package digestbot.content.views;

/// The kinds of combined messages.
public enum CombinedKind {
    /// Several days of one topic that are due together.
    CATCH_UP(3),
    /// Several topics that are due at the same time.
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
