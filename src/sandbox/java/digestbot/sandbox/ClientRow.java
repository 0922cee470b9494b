package digestbot.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One row of a message as a client displays it, from top to bottom.
public sealed interface ClientRow {

    /// A line of text.
    ///
    /// @param spans the text, left to right; empty for a blank line
    /// @param kind the decoration around it
    /// @param accent the colour of the box around it, as 0xRRGGBB
    record Line(List<ClientSpan> spans, LineKind kind, OptionalInt accent) implements ClientRow {

        /// A line of unformatted text without a box.
        public static Line plain(String text, LineKind kind) {
            return new Line(List.of(new ClientSpan(text, Set.of(), Optional.empty())), kind, OptionalInt.empty());
        }
    }

    /// The decoration of a line.
    enum LineKind {
        PLAIN,
        HEADING,
        SMALL,
        QUOTE,
        /// A quote that the client folds until it is tapped.
        FOLDED_QUOTE,
        CODE
    }

    /// A row of buttons.
    record ButtonRow(List<ClientButton> buttons) implements ClientRow {}

    /// A button.
    ///
    /// @param number the number of the button among all buttons and menus of the message, from 1,
    ///     as in `press 2`
    record ClientButton(int number, String label, Optional<String> url, boolean enabled, Colour colour) {

        /// A button in the client's own colour.
        public ClientButton(int number, String label, Optional<String> url, boolean enabled) {
            this(number, label, url, enabled, Colour.DEFAULT);
        }
    }

    /// The meaning of a button's colour.
    enum Colour {
        DEFAULT,
        PRIMARY,
        SUCCESS,
        DANGER
    }

    /// A select menu.
    ///
    /// @param number its number among the message's buttons and menus
    /// @param placeholder the text while it is closed
    record SelectMenu(int number, String placeholder, List<String> choices) implements ClientRow {}

    /// A file.
    ///
    /// @param number the number for `PlatformSandbox.file`
    record AttachedFile(long number, String name, Optional<ImageSize> pixels) implements ClientRow {

        public String text() {
            return pixels.map(size -> "[picture " + size + "]").orElse("📎 " + name);
        }
    }

    /// A box around rows.
    ///
    /// @param accent the colour of its edge, as 0xRRGGBB
    record Box(int from, int to, OptionalInt accent) {}

    /// A thin rule.
    record Divider() implements ClientRow {}
}
