package digestbot.content.views;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import java.util.List;
import java.util.Optional;

/// Creates the content of views of digests for readers.
public interface DigestViews {

    /// The digest as the view shows it to the reader. Pure: equal arguments give equal content.
    ///
    /// @param number the digest's number in the library, for the buttons
    /// @param others the same digest in other languages, each of which gets a button
    Content view(long number, Digest digest, DigestView view, Reader reader, List<NumberedDigest> others);

    /// The same of a digest that there is in one language alone.
    default Content view(long number, Digest digest, DigestView view, Reader reader) {
        return view(number, digest, view, reader, List.of());
    }

    /// The changes on each of the reader's perspectives since the previous digest, with a button
    /// that leads to the whole digest. Pure.
    ///
    /// @param before what to compare with; empty if there is nothing
    Content changes(long number, Digest digest, Optional<Digest> before, Reader reader);

    /// Several digests in one message, each with its lead and a button. Pure.
    ///
    /// @param digests one or more, sorted by day; if there are very many, the oldest are only
    /// counted
    /// @param reader the reader; the reading options come from each entry
    /// @param detail how much of each is shown, from 0 for its name alone to [CombinedKind#maxDetail]
    Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int detail);

    /// The text of the picture of a digest for the reader. Pure.
    CardText card(Digest digest, Reader reader);

    /// A message beside that picture: topic, day and honest numbers. Pure.
    Content cardCaption(Digest digest, Reader reader);

    /// A digest with its number in the library.
    record NumberedDigest(long number, Digest digest) {}

    /// One of several digests.
    ///
    /// @param number in the library
    /// @param reading how its topic is read
    record CombinedEntry(long number, Digest digest, ReadingOptions reading) {}
}
