package digestbot.content.paging;

import digestbot.content.Panel;
import digestbot.content.Visibility;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Fills pages with panels, one after the other.
final class PageFiller {

    private static final Cost NOTHING = new Cost(0, 0, 0);

    private final MessageBudget budget;
    private final List<List<Panel>> finishedPages = new ArrayList<>();
    private List<Panel> page = new ArrayList<>();
    private Cost used = NOTHING;

    private PageFiller(MessageBudget budget) {
        this.budget = budget;
    }

    /// The panels of each page. There is at least one page; only the page of invisible content is
    /// empty.
    ///
    /// @throws IllegalArgumentException if a page has no room for a single character
    static List<List<Panel>> of(List<Panel> panels, MessageBudget budget) {
        var pages = new PageFiller(budget);
        panels.stream().filter(Visibility::in).forEach(pages::add);
        pages.endPage();
        return pages.finishedPages.isEmpty() ? List.of(List.of()) : pages.finishedPages;
    }

    private void add(Panel panel) {
        Cost cost = budget.costFunction().cost(panel);
        boolean fitsAPage = cost.fits(budget.limits());
        if (!used.plus(cost).fits(budget.limits()) && fitsAPage && isNearlyFull()) {
            endPage();
        }
        if (used.plus(cost).fits(budget.limits())) {
            append(panel, cost);
        } else {
            split(withLightFrame(panel));
        }
    }

    private void split(Panel panel) {
        var cut = new PanelSplitter(panel, budget);
        int at = cut.start();
        if (at == cut.end()) {
            endPage();
            append(panel, budget.costFunction().cost(panel));
        }
        while (at < cut.end()) {
            int to = cut.pieceEnd(at, used);
            if (to > at) {
                Panel piece = cut.piece(at, to);
                append(piece, budget.costFunction().cost(piece));
                at = cut.resume(to);
            } else if (page.isEmpty()) {
                throw new IllegalArgumentException("a message of " + budget.limits() + " has no room for one character"
                        + " of the panel \"" + panel.title() + "\"");
            }
            if (at < cut.end()) {
                endPage();
            }
        }
    }

    private void append(Panel panel, Cost cost) {
        page.add(panel);
        used = used.plus(cost);
    }

    private void endPage() {
        if (!page.isEmpty()) {
            finishedPages.add(page);
            page = new ArrayList<>();
            used = NOTHING;
        }
    }

    private boolean isNearlyFull() {
        Cost limits = budget.limits();
        return used.units() * 4L > limits.units() * 3L
                || used.bytes() * 4L > limits.bytes() * 3L
                || used.entities() * 4L > limits.entities() * 3L;
    }

    /// The panel, or a copy in which an oversized title, subtitle or footer is moved into the body,
    /// where it can be split.
    private Panel withLightFrame(Panel panel) {
        if (hasLightFrame(panel)) {
            return panel;
        }
        List<Block> body = new ArrayList<>(panel.body());
        if (!panel.subtitle().isEmpty()) {
            body.addFirst(new Block.Paragraph(panel.subtitle()));
        }
        if (!panel.footer().isEmpty()) {
            body.addLast(new Block.Paragraph(panel.footer()));
        }
        var titled = bare(panel, panel.title(), body);
        if (panel.title().isEmpty() || hasLightFrame(titled)) {
            return titled;
        }
        body.addFirst(new Block.Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(panel.title()))))));
        return bare(panel, "", body);
    }

    private boolean hasLightFrame(Panel panel) {
        Cost frame = budget.costFunction()
                .cost(new Panel(
                        panel.style(),
                        panel.title(),
                        panel.emoji(),
                        panel.colour(),
                        panel.subtitle(),
                        List.of(),
                        panel.footer()));
        return frame.plus(frame).fits(budget.limits());
    }

    private static Panel bare(Panel panel, String title, List<Block> body) {
        OptionalInt colour = panel.colour();
        return new Panel(panel.style(), title, panel.emoji(), colour, List.of(), body, List.of());
    }
}
