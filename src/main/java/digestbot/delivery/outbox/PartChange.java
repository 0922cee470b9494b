package digestbot.delivery.outbox;

/// What a correction's step does to the parts of the delivery that it corrects.
public sealed interface PartChange {

    /// The corrected delivery.
    long delivery();

    /// The part's place in it.
    int ordinal();

    /// The part shows something else.
    ///
    /// @param was the view that it showed
    /// @param view the view that it shows now
    record Redrawn(long delivery, int ordinal, String was, String view, int revision) implements PartChange {}

    /// There is one more part.
    record Added(long delivery, int ordinal, String view, int revision) implements PartChange {}

    /// The part is none any more: its message is away, or as good as that.
    record Removed(long delivery, int ordinal) implements PartChange {}
}
