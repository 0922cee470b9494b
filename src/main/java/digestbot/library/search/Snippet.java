package digestbot.library.search;

import java.util.List;

/// A short excerpt of a digest with the search words highlighted.
///
/// @param pieces the consecutive pieces, none of them empty
/// @param place the part that contains it, so that a perspective's words are not taken for the
///     digest's own
public record Snippet(List<Piece> pieces, SearchScope place) {
    public Snippet {
        pieces = List.copyOf(pieces);
    }

    /// A piece of text on one line.
    public record Piece(String text, boolean marked) {}
}
