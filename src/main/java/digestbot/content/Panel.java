package digestbot.content;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Visibility;
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
        /// A perspective, or details: a collapsible quote on Telegram, a container on Discord.
        PERSPECTIVE
    }

    public Panel {
        subtitle = List.copyOf(subtitle);
        body = List.copyOf(body);
        footer = List.copyOf(footer);
    }

    /// A plain panel with a title, which may be empty.
    public static Panel plain(String title, List<Block> body) {
        return new Panel(PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(), body, List.of());
    }

    public static Panel plain(List<Block> body) {
        return plain("", body);
    }

    public Panel withTitle(String otherTitle) {
        return new Panel(style, otherTitle, emoji, colour, subtitle, body, footer);
    }

    public Panel withEmoji(String otherEmoji) {
        return new Panel(style, title, otherEmoji, colour, subtitle, body, footer);
    }

    public Panel withSubtitle(List<Inline> line) {
        return new Panel(style, title, emoji, colour, line, body, footer);
    }

    public Panel withBody(List<Block> blocks) {
        return new Panel(style, title, emoji, colour, subtitle, blocks, footer);
    }

    public Panel withFooter(List<Inline> line) {
        return new Panel(style, title, emoji, colour, subtitle, body, line);
    }

    public boolean isVisible() {
        return Visibility.in(title)
                || Visibility.in(emoji)
                || Visibility.inInlines(subtitle)
                || Visibility.inBlocks(body)
                || Visibility.inInlines(footer);
    }
}
