package digestbot.content.paging;

import digestbot.content.Panel;
import digestbot.content.paging.BreakPoints.BreakLevel;
import digestbot.content.paging.MessageBudget.Cost;
import java.util.List;
import java.util.stream.IntStream;

/// Splits a panel into pieces.
///
/// Each piece carries the panel's title; the first one its subtitle, the last one its footer.
final class PanelSplitter {

    /// The suffix of the title of a continued panel.
    private static final String CONTINUED = " …";

    private final Panel panel;
    private final PanelText body;
    private final BreakPoints breaks;
    private final MessageBudget budget;
    private final int start;

    PanelSplitter(Panel panel, MessageBudget budget) {
        this.panel = panel;
        this.budget = budget;
        this.body = new PanelText(panel.body(), budget.limits().units());
        this.breaks = body.breaks();
        this.start = breaks.resume(0);
    }

    int start() {
        return start;
    }

    int end() {
        return breaks.end();
    }

    /// The piece between two offsets.
    Panel piece(int from, int cut) {
        boolean first = from == start;
        boolean last = cut == end();
        return new Panel(
                panel.style(),
                first || panel.title().isEmpty() ? panel.title() : panel.title() + CONTINUED,
                panel.emoji(),
                panel.colour(),
                first ? panel.subtitle() : List.of(),
                body.slice(from, breaks.withoutTrailingSpace(from, cut)),
                last ? panel.footer() : List.of());
    }

    /// The position at which the next piece starts after a cut.
    int resume(int cut) {
        return breaks.resume(cut);
    }

    /// The end of the piece that starts at `from` on a partly used page: the best break point,
    /// unless that leaves the page less than half full although what follows fits on no page.
    ///
    /// @return the position to split at; `from` if nothing fits or the piece should start on a new
    /// page
    int pieceEnd(int from, Cost used) {
        int best = from;
        for (BreakLevel level : BreakLevel.values()) {
            best = Math.max(best, lastFitting(level, from, used));
            if (best == end()
                    || isHalf(best == from ? used : used.plus(cost(from, best)))
                    || (level.compareTo(BreakLevel.NESTED) <= 0 && fitsAPage(best, breaks.next(level, best)))) {
                return best;
            }
        }
        return best;
    }

    private boolean isHalf(Cost used) {
        return !new Cost(2 * used.units(), 2 * used.bytes(), 2 * used.entities()).fits(budget.limits());
    }

    /// The last break point of a kind before which everything fits; `from` if there is none.
    private int lastFitting(BreakLevel level, int from, Cost used) {
        int[] cuts = cuts(level, from, budget.limits().units() - used.units());
        int fits = -1;
        int tooFar = cuts.length;
        for (int probe = cuts.length - 1; fits + 1 < tooFar; probe = (fits + tooFar) / 2) {
            if (used.plus(cost(from, cuts[probe])).fits(budget.limits())) {
                fits = probe;
            } else {
                tooFar = probe;
            }
        }
        return fits < 0 ? from : cuts[fits];
    }

    /// The break points of a kind, as far as the text before them can fit.
    private int[] cuts(BreakLevel level, int from, int room) {
        var cuts = IntStream.builder();
        int left = room;
        for (int before = from; before < end(); ) {
            int cut = breaks.next(level, before);
            if (breaks.size(before, breaks.withoutTrailingSpace(before, cut)) > left) {
                break;
            }
            if (breaks.withoutTrailingSpace(from, cut) > from) {
                cuts.add(cut);
            }
            left -= breaks.size(before, cut);
            before = cut;
        }
        return cuts.build().toArray();
    }

    private boolean fitsAPage(int cut, int to) {
        int from = breaks.resume(cut);
        return from < to
                && breaks.size(from, to) <= budget.limits().units()
                && cost(from, to).fits(budget.limits());
    }

    private Cost cost(int from, int cut) {
        return budget.costFunction().cost(piece(from, cut));
    }
}
