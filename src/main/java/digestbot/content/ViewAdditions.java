package digestbot.content;

import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The additions of a reply to a view of a digest.
///
/// @param title replaces the title of the first panel
/// @param remark comes before everything else
public record ViewAdditions(Optional<String> title, Optional<String> remark, List<List<Button>> buttons) {

    public static final ViewAdditions NONE = new ViewAdditions(Optional.empty(), Optional.empty(), List.of());

    public ViewAdditions {
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    public static ViewAdditions withTitle(String title) {
        return new ViewAdditions(Optional.of(title), Optional.empty(), List.of());
    }

    public static ViewAdditions withRemark(String remark) {
        return new ViewAdditions(Optional.empty(), Optional.of(remark), List.of());
    }

    public static ViewAdditions withButtons(List<List<Button>> buttons) {
        return new ViewAdditions(Optional.empty(), Optional.empty(), buttons);
    }

    /// Combines both; if both have a title or remark, the later one wins.
    ViewAdditions and(ViewAdditions more) {
        List<List<Button>> rows = new ArrayList<>(buttons);
        rows.addAll(more.buttons);
        return new ViewAdditions(more.title.or(() -> title), more.remark.or(() -> remark), rows);
    }

    List<Panel> panels(List<Panel> of) {
        if (title.isEmpty() && remark.isEmpty()) {
            return of;
        }
        List<Panel> panels = new ArrayList<>(of);
        Panel lead = panels.removeFirst();
        List<Block> body = new ArrayList<>();
        remark.ifPresent(text -> body.add(Block.Paragraph.of(text)));
        body.addAll(lead.body());
        panels.addFirst(lead.withTitle(title.orElse(lead.title())).withBody(body));
        return panels;
    }
}
