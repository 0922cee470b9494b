package digestbot.library.archive;

import java.util.Optional;
import java.util.OptionalLong;

/// The stored record of a scanned file.
///
/// @param stamp as it was when the file was read; [FileStamp#NONE] if it was not yet
/// @param hash hash of its bytes; empty if it was not or could not be read
/// @param digest the digest that it contains or, if `problem` is present, that it conflicts with
/// @param problem why it was not imported
/// @param early whether it existed before the first start and has not been imported
public record KnownFile(
        String path,
        FileStamp stamp,
        Optional<ContentHash> hash,
        OptionalLong digest,
        Optional<String> problem,
        boolean early) {

    public KnownFile at(FileStamp newer) {
        return new KnownFile(path, newer, hash, digest, problem, early);
    }

    /// A copy that is read again in the next scan.
    public KnownFile unread() {
        return new KnownFile(path, FileStamp.NONE, Optional.empty(), OptionalLong.empty(), Optional.empty(), early);
    }

    /// Tells whether another file contains the same digest with different content.
    public boolean contradicts() {
        return digest.isPresent() && problem.isPresent();
    }

    public boolean holdsOtherThan(long number) {
        return problem.isEmpty() && digest.isPresent() && digest.getAsLong() != number;
    }
}
