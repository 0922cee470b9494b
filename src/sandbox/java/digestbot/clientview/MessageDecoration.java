package digestbot.clientview;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The decoration of a message: boxes, attached files and button colours.
///
/// @param boxes the boxes around rows, top to bottom
/// @param files the files, each with the row that names it
/// @param colours the colours of buttons by their numbers; buttons not listed have the default
///     colour
public record MessageDecoration(List<EmbedBox> boxes, List<AttachedFile> files, Map<Integer, Colour> colours) {

    /// No decoration.
    public static final MessageDecoration PLAIN = new MessageDecoration(List.of(), List.of(), Map.of());

    /// Rows in a box.
    ///
    /// @param from the first row's position, from 0
    /// @param to the position after the last row
    /// @param accent the colour of its edge, as 0xRRGGBB
    public record EmbedBox(int from, int to, OptionalInt accent) {}

    /// A file.
    ///
    /// @param row the position of the row that names it
    /// @param number the number for [PlatformSandbox#file]
    /// @param pixels the size of a picture; empty for other files
    public record AttachedFile(int row, long number, String name, Optional<ImageSize> pixels) {}

    /// The meaning of a button's colour.
    public enum Colour {
        PRIMARY,
        SUCCESS,
        DANGER
    }
}
