package digestbot.content;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import java.util.OptionalInt;

/// A coherent part of a message: the lead, or one perspective's report.
///
/// @param title plain text, shown in bold; empty for none
/// @param emoji the perspective's or topic's emoji before the title; empty for none
/// @param colour a perspective's colour as 0xRRGGBB
/// @param subtitle a small line below the title; empty for none
/// @param footer a small line at the end; empty for none
public record Panel(
        PanelStyle style,
        String title,
        String emoji,
        OptionalInt colour,
        List<Inline> subtitle,
        List<Block> body,
        List<Inline> footer) {

    public enum PanelStyle {
        /// Plain text without a frame.
        PLAIN,
        /// Text of the bot only (nothing from a digest or a person), so that commands in it may be
        /// tappable.
        OWN_WORDS,
        /// A perspective: a collapsible quote on Telegram, a coloured container on Discord.
        PERSPECTIVE
    }

    public Panel {
        subtitle = List.copyOf(subtitle);
        body = List.copyOf(body);
        footer = List.copyOf(footer);
    }

    public static Panel plain(List<Block> body) {
        return new Panel(PanelStyle.PLAIN, "", "", OptionalInt.empty(), List.of(), body, List.of());
    }
}
