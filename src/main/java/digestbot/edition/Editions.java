package digestbot.edition;

import digestbot.digest.Digest;
import java.util.List;

/// Makes editions: what a view of a digest says to a reader.
public interface Editions {

    /// The digest as the view shows it to the reader. Pure: equal arguments give equal content.
    ///
    /// @param number the digest's number in the library, for the buttons
    /// @param others the same of that day in other languages: each gets a button that leads to it
    Content edition(long number, Digest digest, View view, Reader reader, List<Numbered> others);

    /// The same of a digest that there is in one language alone.
    default Content edition(long number, Digest digest, View view, Reader reader) {
        return edition(number, digest, view, reader, List.of());
    }

    /// Several digests together: the highlights of each, and a button that leads to it. Pure.
    ///
    /// @param digests one or more, in order; of very many the first are only counted
    /// @param points how many points of each one's highlights are shown at most; 0 for none
    Content gathering(Gathering why, List<Numbered> digests, Reader reader, int points);

    /// What a picture of the digest's overview says to the reader. Pure.
    CardText card(Digest digest, Reader reader);

    /// A message beside that picture: topic, day and honest numbers. Pure.
    Content besideCard(Digest digest, Reader reader);

    /// A digest with its number in the library.
    record Numbered(long number, Digest digest) {}
}
