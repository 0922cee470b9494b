package digestbot.content;

import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The additions of a reply to a view of a digest.
///
/// @param title the title that replaces the first panel's title
/// @param diagnostic a remark before everything else
/// @param below further rows of buttons
public record ViewFraming(Optional<String> title, Optional<String> diagnostic, List<List<Button>> below) {

    public static final ViewFraming NONE = new ViewFraming(Optional.empty(), Optional.empty(), List.of());

    public ViewFraming {
        below = below.stream().map(List::copyOf).toList();
    }

    public static ViewFraming titled(String title) {
        return new ViewFraming(Optional.of(title), Optional.empty(), List.of());
    }

    public static ViewFraming remarked(String diagnostic) {
        return new ViewFraming(Optional.empty(), Optional.of(diagnostic), List.of());
    }

    public static ViewFraming above(List<List<Button>> below) {
        return new ViewFraming(Optional.empty(), Optional.empty(), below);
    }

    /// Combines both; if both have a title or remark, the later one wins.
    ViewFraming and(ViewFraming more) {
        List<List<Button>> rows = new ArrayList<>(below);
        rows.addAll(more.below);
        return new ViewFraming(more.title.or(() -> title), more.diagnostic.or(() -> diagnostic), rows);
    }

    List<Panel> panels(List<Panel> of) {
        if (title.isEmpty() && diagnostic.isEmpty()) {
            return of;
        }
        List<Panel> panels = new ArrayList<>(of);
        Panel lead = panels.removeFirst();
        List<Block> body = new ArrayList<>();
        diagnostic.ifPresent(said -> body.add(Block.Paragraph.of(said)));
        body.addAll(lead.body());
        panels.addFirst(new Panel(
                lead.kind(),
                title.orElse(lead.title()),
                lead.emoji(),
                lead.colour(),
                lead.subtitle(),
                body,
                lead.footer()));
        return panels;
    }
}
