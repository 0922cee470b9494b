package digestbot.content;

import digestbot.digest.DigestView;
import java.util.Optional;

/// The inputs from which content about a digest was made. They are stored instead of the content,
/// which can be recreated from them.
///
/// @param framing what was added to it
public record ContentOrigin(Subject subject, Reader reader, ViewFraming framing) {

    /// The subject of the content.
    public sealed interface Subject {

        /// The shown digest's number in the library.
        long digest();

        /// The number of the revision.
        int revision();

        /// A view of the digest.
        record Viewed(long digest, int revision, DigestView view) implements Subject {}

        /// The changes since the previous digest, if there is one.
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
