package digestbot.digest;

/// A way to look at a digest.
public sealed interface DigestView {

    /// Highlights and every chosen side.
    record Overview() implements DigestView {}

    /// One side alone.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record OnePerspective(int ordinal) implements DigestView {}

    /// The first two sides in the reader's order, point by point.
    record SideBySide() implements DigestView {}

    /// The list of cited articles.
    ///
    /// @param all whether those from outlets that the reader hides are there too
    record Sources(boolean all) implements DigestView {
        /// As the reader wants it.
        public Sources() {
            this(false);
        }
    }
}
