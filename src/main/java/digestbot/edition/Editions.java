package digestbot.edition;

import digestbot.digest.Digest;

/// Makes editions: what a view of a digest says to a reader.
public interface Editions {

    /// The digest as the view shows it to the reader. Pure: equal arguments give equal content.
    ///
    /// @param number the digest's number in the library, for the buttons
    Content edition(long number, Digest digest, View view, Reader reader);
}
