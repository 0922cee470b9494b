package digestbot.edition;

/// A way to look at a digest.
public sealed interface View {

    /// Highlights and every chosen side.
    record Overview() implements View {}

    /// One side alone.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record OneSide(int ordinal) implements View {}

    /// The first two sides in the reader's order, point by point.
    record SideBySide() implements View {}

    /// The list of cited articles.
    ///
    /// @param all whether those from outlets that the reader hides are there too
    record Sources(boolean all) implements View {
        /// As the reader wants it.
        public Sources() {
            this(false);
        }
    }
}
