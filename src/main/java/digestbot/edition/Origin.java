package digestbot.edition;

import java.util.Optional;

/// What content was made from that shows a digest, so that this little can be stored instead of all that it says, and
/// the same be made of it again.
///
/// @param framing what was added to it
public record Origin(Subject subject, Reader reader, Framing framing) {

    /// What it shows.
    public sealed interface Subject {

        /// The shown digest's number in the library.
        long digest();

        /// Which of its revisions.
        int revision();

        /// A view of the digest.
        record Viewed(long digest, int revision, View view) implements Subject {}

        /// What is new since the digest before; there may be none.
        record Compared(long digest, int revision, Optional<Before> before) implements Subject {}
    }

    /// The digest that another one is compared with.
    public record Before(long digest, int revision) {}

    /// With nothing added.
    public Origin(Subject subject, Reader reader) {
        this(subject, reader, Framing.NONE);
    }

    Origin framed(Framing more) {
        return new Origin(subject, reader, framing.and(more));
    }
}
