package digestbot.content;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import java.util.OptionalInt;

/// A part of a message that stands together: the lead, or what one side reports.
///
/// @param kind how it stands out from the others
/// @param title plain text, shown strong; empty for none
/// @param emoji a side's or topic's ornament before the title; empty for none
/// @param colour a side's colour as 0xRRGGBB
/// @param subtitle a quiet line below the title; empty for none
/// @param body the text
/// @param footer a quiet line at the end; empty for none
public record Panel(
        Kind kind,
        String title,
        String emoji,
        OptionalInt colour,
        List<Inline> subtitle,
        List<Block> body,
        List<Inline> footer) {

    /// The emphasis of a panel.
    public enum Kind {
        /// The message's own voice: no frame.
        PLAIN,
        /// The same, and nothing in it comes from a digest or a person: commands in it can be tapped.
        OWN_WORDS,
        /// One side's voice: a quote that folds on Telegram, a coloured container on Discord.
        PERSPECTIVE
    }

    public Panel {
        subtitle = List.copyOf(subtitle);
        body = List.copyOf(body);
        footer = List.copyOf(footer);
    }

    /// A panel of plain text.
    public static Panel plain(List<Block> body) {
        return new Panel(Kind.PLAIN, "", "", OptionalInt.empty(), List.of(), body, List.of());
    }
}
