package digestbot.library.archive;

import java.util.Optional;
import java.util.OptionalLong;

/// The record of a file that was looked at.
///
/// @param stamp as it was when the file was read; [FileStamp#NONE] if it was not yet
/// @param hash of its bytes; empty if it was not or could not be read
/// @param digest the digest that it holds, or, with a problem, that it contradicts
/// @param problem why it is not in the library
/// @param early whether it was there before the first start and is not in the library yet
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

    /// As if it had not been read.
    public KnownFile unread() {
        return new KnownFile(path, FileStamp.NONE, Optional.empty(), OptionalLong.empty(), Optional.empty(), early);
    }

    /// Tells whether it has the content of a digest, but another file has that digest too, with other content.
    public boolean contradicts() {
        return digest.isPresent() && problem.isPresent();
    }

    public boolean holdsOtherThan(long number) {
        return problem.isEmpty() && digest.isPresent() && digest.getAsLong() != number;
    }
}
