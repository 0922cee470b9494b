package digestbot.digest;

import java.util.Optional;

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
    /// @param kind the kind of the outlets whose articles are shown; empty for any
    record Sources(boolean all, Optional<OutletKind> kind) implements DigestView {
        /// The sources of outlets of any kind.
        public Sources(boolean all) {
            this(all, Optional.empty());
        }

        /// The sources without the outlets that the reader hides.
        public Sources() {
            this(false);
        }
    }
}
