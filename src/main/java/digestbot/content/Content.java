package digestbot.content;

import digestbot.button.Press;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The platform-independent content of a message: a view of a digest, a reply or a broadcast.
///
/// @param panels top to bottom
/// @param buttons rows of buttons below
/// @param shows the view that is shown, if the content is a view; the page buttons refer to it
/// @param name the title of a forum post; empty if it has none
/// @param origin the facts to recreate it from, if it shows a digest
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

    /// A copy with this origin.
    public Content from(ContentOrigin made) {
        return new Content(panels, buttons, shows, name, Optional.of(made));
    }

    /// A copy with these additions.
    public Content framed(ViewFraming framing) {
        List<List<Button>> rows = new ArrayList<>(buttons);
        rows.addAll(framing.below());
        return new Content(framing.panels(panels), rows, shows, name, origin.map(made -> made.framed(framing)));
    }

    /// Tells whether anything is visible; platforms reject empty messages.
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
