package digestbot.content;

import digestbot.digest.DigestView;
import java.util.Optional;

/// The inputs from which content about a digest was created. They are stored instead of the
/// content, which can be recreated from them.
public record ContentOrigin(Subject subject, Reader reader, ViewAdditions additions) {

    public sealed interface Subject {

        long digest();

        int revision();

        record ViewSubject(long digest, int revision, DigestView view) implements Subject {}

        /// The changes since the previous digest, if there is one.
        record ChangesSubject(long digest, int revision, Optional<ComparedDigest> before) implements Subject {}
    }

    public record ComparedDigest(long digest, int revision) {}

    public ContentOrigin(Subject subject, Reader reader) {
        this(subject, reader, ViewAdditions.NONE);
    }

    ContentOrigin withAdditions(ViewAdditions more) {
        return new ContentOrigin(subject, reader, additions.and(more));
    }
}
