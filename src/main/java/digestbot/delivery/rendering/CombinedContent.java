package digestbot.delivery.rendering;

import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedReader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.library.archive.Library;
import java.util.List;

/// Builds one message of several digests.
public final class CombinedContent {

    private final MessageBudget budget;
    private final Library library;
    private final DigestViews digestViews;

    public CombinedContent(MessageBudget budget, Library library, DigestViews digestViews) {
        this.budget = budget;
        this.library = library;
        this.digestViews = digestViews;
    }

    /// The content with as much detail as fits into one message.
    ///
    /// @throws IllegalStateException if a revision does not exist
    public Content of(Transaction transaction, CombinedView view, CombinedReader reader) {
        List<DigestViews.CombinedEntry> found = view.digests().stream()
                .map(each -> new DigestViews.CombinedEntry(
                        each.digest(),
                        library.all().content(transaction, each.digest(), each.revision()),
                        reader.of(each.digest())))
                .toList();
        int detail = view.kind().maxDetail();
        Content content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        while (detail > 0 && MessagePacker.pages(content, budget).size() > 1) {
            detail--;
            content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        }
        return content;
    }
}
