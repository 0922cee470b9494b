package digestbot.content;

import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Remarks and buttons that a reply adds to a view of a digest.
///
/// @param remarks lines below the first line
/// @param instead true if the buttons replace the view's own buttons
public record ViewAdditions(List<String> remarks, List<List<Button>> buttons, boolean instead) {

    public static final ViewAdditions NONE = new ViewAdditions(List.of(), List.of(), false);

    public ViewAdditions {
        remarks = List.copyOf(remarks);
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    public static ViewAdditions withRemark(String remark) {
        return new ViewAdditions(List.of(remark), List.of(), false);
    }

    public static ViewAdditions withButtons(List<List<Button>> buttons) {
        return new ViewAdditions(List.of(), buttons, false);
    }

    public static ViewAdditions insteadOfButtons(List<List<Button>> buttons) {
        return new ViewAdditions(List.of(), buttons, true);
    }

    ViewAdditions and(ViewAdditions more) {
        return new ViewAdditions(
                Stream.concat(remarks.stream(), more.remarks.stream()).toList(),
                more.buttons(buttons),
                instead || more.instead);
    }

    List<List<Button>> buttons(List<List<Button>> of) {
        return instead ? buttons : Stream.concat(of.stream(), buttons.stream()).toList();
    }

    List<Panel> panels(List<Panel> of) {
        if (remarks.isEmpty()) {
            return of;
        }
        List<Panel> panels = new ArrayList<>(of);
        Panel lead = panels.removeFirst();
        List<Block> body = new ArrayList<>(lead.body());
        body.addAll(
                Math.min(1, body.size()),
                remarks.stream().<Block>map(Block.Paragraph::of).toList());
        panels.addFirst(lead.withBody(body));
        return panels;
    }
}
