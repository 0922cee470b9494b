package digestbot.library;

import java.util.List;

/// A few words of a digest with what was looked for marked in them.
///
/// @param pieces one after the other; no text in them is empty
public record Passage(List<Piece> pieces) {
    public Passage {
        pieces = List.copyOf(pieces);
    }

    /// A stretch of text on one line.
    public record Piece(String text, boolean marked) {}
}
