package digestbot.digest;

/// A way to look at a digest.
public sealed interface DigestView {

    /// The highlights and every chosen perspective.
    record Overview() implements DigestView {}

    /// One perspective alone.
    ///
    /// @param ordinal the perspective's place in the digest's perspectives, from 0
    record OnePerspective(int ordinal) implements DigestView {}

    /// The first two perspectives in the reader's order: the points that the digest pairs, then the others.
    record SideBySide() implements DigestView {}

    /// The list of cited articles.
    ///
    /// @param all true if articles from hidden outlets are included
    record Sources(boolean all) implements DigestView {
        /// The sources without the outlets that the reader hides.
        public Sources() {
            this(false);
        }
    }
}
