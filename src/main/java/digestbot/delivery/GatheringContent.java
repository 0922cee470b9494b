package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.edition.Budget;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Packing;
import digestbot.library.Library;
import java.util.List;

/// Puts several digests into one message.
final class GatheringContent {

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
    Content of(Transaction transaction, Gathered what, SeveralReader reader) {
        List<Editions.Entry> found = what.digests().stream()
                .map(each -> new Editions.Entry(
                        each.digest(),
                        library.all().content(transaction, each.digest(), each.revision()),
                        reader.of(each.digest())))
                .toList();
        int detail = what.why().mostDetail();
        Content content = editions.gathering(what.why(), found, reader.reader(), detail);
        while (detail > 0 && Packing.pages(content, budget).size() > 1) {
            detail--;
            content = editions.gathering(what.why(), found, reader.reader(), detail);
        }
        return content;
    }
}
