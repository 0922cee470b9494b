package digestbot.content;

import digestbot.digest.DigestView;
import java.util.Optional;

/// What content was made from that shows a digest, so that this little can be stored instead of all that it says, and
/// the same be made of it again.
///
/// @param framing what was added to it
public record ContentOrigin(Subject subject, Reader reader, ViewFraming framing) {

    /// What it shows.
    public sealed interface Subject {

        /// The shown digest's number in the library.
        long digest();

        /// Which of its revisions.
        int revision();

        /// A view of the digest.
        record Viewed(long digest, int revision, DigestView view) implements Subject {}

        /// What is new since the digest before; there may be none.
        record Compared(long digest, int revision, Optional<Before> before) implements Subject {}
    }

    /// The digest that another one is compared with.
    public record Before(long digest, int revision) {}

    /// With nothing added.
    public ContentOrigin(Subject subject, Reader reader) {
        this(subject, reader, ViewFraming.NONE);
    }

    ContentOrigin framed(ViewFraming more) {
        return new ContentOrigin(subject, reader, framing.and(more));
    }
}
