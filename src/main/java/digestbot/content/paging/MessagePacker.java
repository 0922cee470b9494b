package digestbot.content.paging;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.WebPage;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.BreakPoints.BreakLevel;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Splits content into messages that fit the platform's [MessageBudget], in order and without
/// losing visible text.
///
/// Panels that fit on a page are kept whole; in larger ones, top-level blocks and list items are.
/// Anything larger than a page is cut at nested blocks, sentences or spaces, and between characters
/// only as a last resort. Each piece keeps the enclosing structure. Splitting is deterministic, so
/// page numbers are stable.
///
/// Content with a [WebPage] that takes several pages becomes one message, its first page. Every page
/// but the last ends with a link to the web page and shows its preview.
///
/// Source numbers lose their links if the content then takes fewer pages, because Discord counts
/// the addresses.
///
/// The first message shows the picture if it has room. A message whose buttons edit it gets the
/// picture in a separate message before it, because an edit cannot remove a picture.
///
/// All methods throw [IllegalArgumentException] if the budget is too small for a single character.
public final class MessagePacker {

    private static final int MAX_MESSAGES = 3;

    private MessagePacker() {}

    /// Returns all pages of the content, with the buttons below the last one. Invisible content
    /// gives one page without panels.
    public static List<Content> pages(Content content, MessageBudget budget) {
        List<List<Panel>> pages = PageFiller.of(content.panels(), budget);
        if (pages.size() > 1) {
            List<Panel> unlinked = content.panels().stream()
                    .map(panel -> panel.withBody(unlinked(panel.body())))
                    .toList();
            if (PageFiller.of(unlinked, budget).size() < pages.size()) {
                return pages(content.withPanels(unlinked), budget);
            }
        }
        List<Content> messages = pages.size() > 1 && content.page().isPresent()
                ? linked(content, content.page().orElseThrow(), budget)
                : IntStream.range(0, pages.size())
                        .mapToObj(i -> message(
                                content, pages.get(i), i == pages.size() - 1 ? content.buttons() : List.of(), i))
                        .toList();
        return content.picture().isEmpty() ? messages : withPicture(messages, content.picture(), budget);
    }

    private static List<Block> unlinked(List<Block> blocks) {
        return blocks.stream()
                .map(block -> switch (block) {
                    case Block.Paragraph(var content) ->
                        new Block.Paragraph(content.stream()
                                .map(inline -> inline instanceof Inline.Citations cited ? cited.unlinked() : inline)
                                .toList());
                    case Block.ItemList list ->
                        list.with(list.items().stream()
                                .map(item -> new Block.Item(unlinked(item.blocks()), item.mark()))
                                .toList());
                    case Block.Heading _, Block.Quote _, Block.CodeBlock _, Block.HorizontalRule _ -> block;
                })
                .toList();
    }

    private static List<Content> withPicture(List<Content> pages, Optional<Long> picture, MessageBudget budget) {
        Content first = pages.getFirst();
        Cost text = first.panels().stream().map(budget.costFunction()).reduce(Cost.NOTHING, Cost::plus);
        boolean pressed = first.buttons().stream()
                .flatMap(List::stream)
                .anyMatch(button -> button.action() instanceof Button.Action.Callback);
        List<Content> messages = new ArrayList<>(pages);
        if (pressed || !text.fits(budget.belowPicture())) {
            messages.addFirst(Content.of(List.of(), List.of()).withPicture(picture));
        } else {
            messages.set(0, first.withPicture(picture));
        }
        return List.copyOf(messages);
    }

    /// Returns pages that leave room for the link to the web page.
    private static List<Content> linked(Content content, WebPage page, MessageBudget budget) {
        Panel link = page.link();
        List<List<Panel>> pages = PageFiller.of(
                content.panels(), budget.without(budget.costFunction().apply(link)));
        int last = pages.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> {
                    if (i == last) {
                        return message(content, pages.get(i), content.buttons(), i);
                    }
                    List<Panel> panels = new ArrayList<>(pages.get(i));
                    panels.add(link);
                    return message(content, panels, List.of(), i).withPage(Optional.of(page.previewed()));
                })
                .toList();
    }

    /// Returns the messages of a delivery. Content with a web page gives one message; a view of a
    /// digest gives at most three, and the page buttons of the third lead to the rest.
    public static List<Content> messages(Content content, MessageBudget budget) {
        List<Content> pages = pages(content, budget);
        if (content.page().isPresent() && pages.size() > 1) {
            return List.of(withPager(content, pages, 0));
        }
        if (content.view().isEmpty() || pages.size() <= MAX_MESSAGES) {
            return pages;
        }
        List<Content> messages = new ArrayList<>(pages.subList(0, MAX_MESSAGES - 1));
        messages.add(withPager(content, pages, MAX_MESSAGES - 1));
        return List.copyOf(messages);
    }

    /// Returns one page. If the content is a view of a digest, buttons lead to the previous and the
    /// next page.
    ///
    /// @param page from 0; the nearest existing page replaces one that does not exist
    public static Content page(Content content, MessageBudget budget, int page) {
        List<Content> pages = pages(content, budget);
        int shown = Math.clamp(page, 0, pages.size() - 1);
        return content.view().isEmpty() || pages.size() == 1 ? pages.get(shown) : withPager(content, pages, shown);
    }

    private static Content withPager(Content content, List<Content> pages, int page) {
        List<List<Button>> rows = new ArrayList<>();
        content.view().ifPresent(show -> rows.add(pager(show, page, pages.size())));
        rows.addAll(content.buttons());
        Content shown = pages.get(page);
        return message(content, shown.panels(), rows, page).withPage(shown.page());
    }

    private static List<Button> pager(ReadAction.Show show, int page, int pages) {
        List<Button> row = new ArrayList<>();
        if (page > 0) {
            row.add(Button.callback("‹", at(show, page - 1)));
        }
        row.add(new Button((page + 1) + "/" + pages, new Button.Action.Callback(at(show, page)), true));
        if (page + 1 < pages) {
            row.add(Button.callback("›", at(show, page + 1)));
        }
        return row;
    }

    private static Content message(Content whole, List<Panel> panels, List<List<Button>> buttons, int page) {
        Optional<ReadAction.Show> shows = whole.view().map(show -> at(show, page));
        List<List<Button>> below = buttons.stream()
                .map(row -> row.stream().map(button -> button.onPage(page)).toList())
                .toList();
        return new Content(panels, below, shows, whole.name())
                .withTopics(whole.topics())
                .withPage(whole.page());
    }

    private static ReadAction.Show at(ReadAction.Show show, int page) {
        return new ReadAction.Show(show.digest(), show.view(), page);
    }

    private static final class PageFiller {

        private final MessageBudget budget;
        private final List<List<Panel>> finishedPages = new ArrayList<>();
        private List<Panel> page = new ArrayList<>();
        private Cost used = Cost.NOTHING;

        private PageFiller(MessageBudget budget) {
            this.budget = budget;
        }

        /// Returns at least one page; a page is empty only if the content is invisible.
        static List<List<Panel>> of(List<Panel> panels, MessageBudget budget) {
            var pages = new PageFiller(budget);
            panels.stream().filter(Panel::isVisible).forEach(pages::add);
            pages.endPage();
            return pages.finishedPages.isEmpty() ? List.of(List.of()) : pages.finishedPages;
        }

        private void add(Panel panel) {
            Cost cost = budget.costFunction().apply(panel);
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
                append(panel, budget.costFunction().apply(panel));
            }
            while (at < cut.end()) {
                int to = cut.pieceEnd(at, used);
                if (to > at) {
                    Panel piece = cut.piece(at, to);
                    append(piece, budget.costFunction().apply(piece));
                    at = cut.resume(to);
                } else if (page.isEmpty()) {
                    throw new IllegalArgumentException("a message of " + budget.limits()
                            + " has no room for one character" + " of the panel \"" + panel.title() + "\"");
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
                used = Cost.NOTHING;
            }
        }

        private boolean isNearlyFull() {
            Cost limits = budget.limits();
            return used.units() * 4L > limits.units() * 3L
                    || used.bytes() * 4L > limits.bytes() * 3L
                    || used.entities() * 4L > limits.entities() * 3L;
        }

        /// Returns the panel, or a copy whose oversized title, subtitle or footer is moved into the
        /// body, where it can be split.
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
            Cost frame = budget.costFunction().apply(panel.withBody(List.of()));
            return frame.plus(frame).fits(budget.limits());
        }

        private static Panel bare(Panel panel, String title, List<Block> body) {
            return panel.withTitle(title).withSubtitle(List.of()).withBody(body).withFooter(List.of());
        }
    }

    /// Each piece carries the panel's title; the first piece has its subtitle, the last one its
    /// footer.
    private static final class PanelSplitter {

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

        Panel piece(int from, int cut) {
            boolean first = from == start;
            boolean last = cut == end();
            return panel.withTitle(first || panel.title().isEmpty() ? panel.title() : panel.title() + CONTINUED)
                    .withSubtitle(first ? panel.subtitle() : List.of())
                    .withBody(body.slice(from, breaks.withoutTrailingSpace(from, cut)))
                    .withFooter(last ? panel.footer() : List.of());
        }

        int resume(int cut) {
            return breaks.resume(cut);
        }

        /// Finds the end of the piece that starts at `from` on a partly used page. Chooses the best
        /// break point, unless it would leave the page less than half full although the next part
        /// fits on no page.
        ///
        /// @return the position to split at; `from` if nothing fits or the piece should start on a
        ///     new page
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

        /// The last break point of a kind up to which everything fits; `from` if none does.
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

        /// The break points of a kind up to which the text can fit.
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
            return budget.costFunction().apply(piece(from, cut));
        }
    }
}
