package digestbot.delivery.outbox;

/// The effect of a correction's step on a part of the delivery that it corrects.
public sealed interface PartChange {

    /// The part of the corrected delivery.
    Part part();

    /// The part shows another view or revision.
    ///
    /// @param was the view that it showed
    /// @param view the view that it shows now
    record Updated(Part part, String was, String view, int revision) implements PartChange {}

    /// A part was added.
    record Added(Part part, String view, int revision) implements PartChange {}

    /// The part was removed: its message was deleted or replaced by a placeholder.
    record Removed(Part part) implements PartChange {}
}
