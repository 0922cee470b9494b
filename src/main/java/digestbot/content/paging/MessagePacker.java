package digestbot.content.paging;

import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.WebPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Splits content into messages that fit the platform's [MessageBudget], in order and without
/// losing visible text.
///
/// Panels are kept whole if they fit on a page, and otherwise top-level blocks and list items.
/// Anything larger than a page is cut at nested blocks, sentences or spaces, and between characters
/// only as a last resort; each piece keeps the enclosing structure. A continued panel repeats its
/// title with “…”. Splitting is deterministic, so page numbers are stable.
///
/// Content with a [WebPage] that takes several pages becomes one message: every page but the last ends
/// with a link to the web page, of which it shows a preview.
///
/// Every method throws [IllegalArgumentException] if the budget is too small for a single
/// character.
public final class MessagePacker {

    /// The maximum number of messages of a delivery.
    private static final int MAX_MESSAGES = 3;

    private MessagePacker() {}

    /// All pages of the content, with the buttons under the last one. Invisible content gives one
    /// page without panels.
    public static List<Content> pages(Content content, MessageBudget budget) {
        List<List<Panel>> pages = PageFiller.of(content.panels(), budget);
        if (pages.size() > 1 && content.page().isPresent()) {
            return linked(content, content.page().orElseThrow(), budget);
        }
        int last = pages.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> message(content, pages.get(i), i == last ? content.buttons() : List.of(), i))
                .toList();
    }

    /// Pages that leave room for the link to the web page.
    private static List<Content> linked(Content content, WebPage page, MessageBudget budget) {
        Panel link = page.link();
        List<List<Panel>> pages = PageFiller.of(
                content.panels(), budget.without(budget.costFunction().cost(link)));
        int last = pages.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> i == last
                        ? message(content, pages.get(i), content.buttons(), i)
                        : message(
                                        content,
                                        Stream.concat(pages.get(i).stream(), Stream.of(link))
                                                .toList(),
                                        List.of(),
                                        i)
                                .withPage(Optional.of(page.previewed())))
                .toList();
    }

    /// The messages of a delivery: at most three for a view of a digest; the rest is reached with
    /// the page buttons of the third. Only the first if the content has a web page.
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

    /// One page, with buttons to the previous and the next page if the content is a view of a
    /// digest.
    ///
    /// @param page from 0; if there is no such page, the nearest
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

    private static List<Button> pager(Press.Show show, int page, int pages) {
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
        Optional<Press.Show> shows = whole.view().map(show -> at(show, page));
        return new Content(panels, buttons, shows, whole.name())
                .withTopics(whole.topics())
                .withPage(whole.page());
    }

    private static Press.Show at(Press.Show show, int page) {
        return new Press.Show(show.digest(), show.view(), page);
    }
}
