package digestbot.content.views;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import java.util.List;
import java.util.Optional;

/// Creates the content of views of digests for readers.
public interface DigestViews {

    /// The view of the digest for the reader. Pure: equal arguments give equal content.
    ///
    /// @param number the digest's number in the library, for the buttons
    Content view(long number, Digest digest, DigestView view, Reader reader, DigestLinks links);

    /// The same without links.
    default Content view(long number, Digest digest, DigestView view, Reader reader) {
        return view(number, digest, view, reader, DigestLinks.NONE);
    }

    /// The panels of that view alone, for pages that have links of their own. Pure.
    List<Panel> panels(Digest digest, DigestView view, Reader reader);

    /// The changes of each of the reader's perspectives since the previous digest, with a button
    /// that leads to the whole digest. Pure.
    ///
    /// @param before the digest to compare with; empty if there is none
    /// @param pages the pages of the digest, if it has any
    Content changes(long number, Digest digest, Optional<Digest> before, Reader reader, Optional<DigestPages> pages);

    /// The same of a digest without pages.
    default Content changes(long number, Digest digest, Optional<Digest> before, Reader reader) {
        return changes(number, digest, before, reader, Optional.empty());
    }

    /// Several digests in one message, each with its lead and a button. Pure.
    ///
    /// @param digests one or more, sorted by day; if there are very many, the oldest are only
    ///     counted
    /// @param reader the reader; the reading options come from each entry
    /// @param detail the level of detail, from 0 (names only) to [CombinedKind#maxDetail]
    Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int detail);

    /// The text of the picture of a digest for the reader. Pure.
    CardText card(Digest digest, Reader reader);

    /// The caption of that picture: topic, day and counts. Pure.
    Content cardCaption(Digest digest, Reader reader);

    /// The shares that the reader's perspectives have of the digest's articles; empty if they are not
    /// known or if there are fewer than two. Pure.
    List<PerspectiveShare> shares(Digest digest, Reader reader);

    /// The places of the reader's perspectives in the digest, in the order of the overview. Pure.
    default List<Integer> perspectives(Digest digest, Reader reader) {
        return PerspectiveOrder.chosen(digest, reader);
    }

    /// A digest with its number in the library.
    record NumberedDigest(long number, Digest digest) {}

    /// One of several digests.
    ///
    /// @param number its number in the library
    /// @param reading the reader's options for its topic
    record CombinedEntry(long number, Digest digest, ReadingOptions reading) {}
}
