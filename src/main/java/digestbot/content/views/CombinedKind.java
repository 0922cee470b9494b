package digestbot.content.views;

public enum CombinedKind {
    /// Digests of several topics that are due at the same time, or of several days of one topic.
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
