package digestbot.sandbox;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One row of a message as a client displays it, from top to bottom.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
public sealed interface ClientRow {

    /// The accent is the colour of the box around the line, as 0xRRGGBB; an unboxed line has none.
    record Line(List<ClientSpan> spans, LineKind kind, OptionalInt accent) implements ClientRow {

        public static Line plain(String text, LineKind kind) {
            return new Line(List.of(new ClientSpan(text, Set.of(), Optional.empty())), kind, OptionalInt.empty());
        }
    }

    enum LineKind {
        PLAIN,
        HEADING,
        SMALL,
        QUOTE,
        /// The client folds the quote until the person taps it.
        FOLDED_QUOTE,
        CODE
    }

    record ButtonRow(List<ClientButton> buttons) implements ClientRow {}

    /// Numbers count all buttons and menus of the message from 1, as in `press 2`.
    record ClientButton(int number, String label, Optional<String> url, boolean enabled, Colour colour) {

        public ClientButton(int number, String label, Optional<String> url, boolean enabled) {
            this(number, label, url, enabled, Colour.DEFAULT);
        }
    }

    enum Colour {
        DEFAULT,
        PRIMARY,
        SUCCESS,
        DANGER
    }

    record SelectMenu(int number, String placeholder, List<String> choices) implements ClientRow {}

    /// The number is that of [PlatformSandbox#file].
    record AttachedFile(long number, String name, Optional<ImageSize> pixels) implements ClientRow {

        public String text() {
            return pixels.map(size -> "[picture " + size + "]").orElse("📎 " + name);
        }
    }

    /// The accent is the colour of the box's edge, as 0xRRGGBB.
    record Box(int from, int to, OptionalInt accent) {}

    record Divider() implements ClientRow {}
}
