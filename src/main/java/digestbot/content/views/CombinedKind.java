package digestbot.content.views;

/// Why several digests come as one message.
public enum CombinedKind {
    /// Days of one topic that were missed.
    CATCH_UP(3),
    /// Topics that are due at one time.
    BUNDLE(6),
    /// The first point of each perspective in a week, day by day.
    ROUND_UP(3);

    private final int mostDetail;

    CombinedKind(int mostDetail) {
        this.mostDetail = mostDetail;
    }

    /// The largest level of detail for each digest; each level less is a little shorter.
    public int mostDetail() {
        return mostDetail;
    }
}
