package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.edition.Budget;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Packing;
import digestbot.edition.Reader;
import digestbot.library.Library;
import java.util.List;

/// Puts several digests into one message.
final class GatheringContent {

    /// Of each day, where there is room.
    private static final int MOST_POINTS = 3;

    private final Budget budget;
    private final Library library;
    private final Editions editions;

    GatheringContent(Budget budget, Library library, Editions editions) {
        this.budget = budget;
        this.library = library;
        this.editions = editions;
    }

    /// With as much of each as there is room for.
    ///
    /// @throws IllegalStateException if there is no such revision of one of them
    Content of(Transaction transaction, Gathered what, Reader reader) {
        List<Editions.Numbered> found = what.digests().stream()
                .map(each -> new Editions.Numbered(
                        each.digest(), library.content(transaction, each.digest(), each.revision())))
                .toList();
        int points = MOST_POINTS;
        Content content = editions.gathering(what.why(), found, reader, points);
        while (points > 0 && Packing.pages(content, budget).size() > 1) {
            points--;
            content = editions.gathering(what.why(), found, reader, points);
        }
        return content;
    }
}
