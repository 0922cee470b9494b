package digestbot.content;

import digestbot.button.Press;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The content of a message before a platform gives it its form: a view of a digest, a reply, a broadcast.
///
/// @param panels top to bottom
/// @param buttons rows of buttons below
/// @param shows the view that these panels are, if they are one: where its page buttons lead
/// @param name what it is called where messages have names, such as topic and day; empty if it has none
/// @param origin what it was made from, if it shows a digest and can be made again
public record Content(
        List<Panel> panels,
        List<List<Button>> buttons,
        Optional<Press.Show> shows,
        String name,
        Optional<ContentOrigin> origin) {

    public Content {
        panels = List.copyOf(panels);
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    /// Content that is not made from anything else.
    public Content(List<Panel> panels, List<List<Button>> buttons, Optional<Press.Show> shows, String name) {
        this(panels, buttons, shows, name, Optional.empty());
    }

    /// Content without a name.
    public Content(List<Panel> panels, List<List<Button>> buttons, Optional<Press.Show> shows) {
        this(panels, buttons, shows, "");
    }

    /// The same with another name.
    public Content named(String other) {
        return new Content(panels, buttons, shows, other, origin);
    }

    /// The same, which was made from that.
    public Content from(ContentOrigin made) {
        return new Content(panels, buttons, shows, name, Optional.of(made));
    }

    /// The same with something added.
    public Content framed(ViewFraming framing) {
        List<List<Button>> rows = new ArrayList<>(buttons);
        rows.addAll(framing.below());
        return new Content(framing.panels(panels), rows, shows, name, origin.map(made -> made.framed(framing)));
    }

    /// Tells whether there is anything to see; platforms refuse a message without it.
    public boolean isVisible() {
        return panels.stream().anyMatch(Visibility::in);
    }

    /// A paragraph of plain text, and buttons.
    public static Content text(String text, List<List<Button>> buttons) {
        return of(List.of(Panel.plain(List.of(Block.Paragraph.of(text)))), buttons);
    }

    /// Panels and buttons that are no view of a digest.
    public static Content of(List<Panel> panels, List<List<Button>> buttons) {
        return new Content(panels, buttons, Optional.empty());
    }
}
