package digestbot.library.search;

import java.util.List;

/// A few words of a digest with what was looked for marked in them.
///
/// @param pieces one after the other; no text in them is empty
/// @param place the part that says it, so that a perspective's words are not taken for the digest's
/// own
public record Snippet(List<Piece> pieces, SearchScope place) {
    public Snippet {
        pieces = List.copyOf(pieces);
    }

    /// A stretch of text on one line.
    public record Piece(String text, boolean marked) {}
}
