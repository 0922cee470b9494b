package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.digest.Remark;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.library.Problems;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells every admin which files are no digests.
public final class AdminNotices implements Problems {

    /// A file with more problems is told by the first ones; the log has all.
    private static final int MOST_LINES = 10;

    private final Outbox outbox;
    /// One who joins late is told this many of the files found before.
    private static final int MOST_KEPT = 20;

    private final List<Destination> admins = new CopyOnWriteArrayList<>();
    private final List<Content> told = new CopyOnWriteArrayList<>();

    public AdminNotices(Outbox outbox, List<Destination> admins) {
        this.outbox = outbox;
        this.admins.addAll(admins);
    }

    /// Tells one more admin, also what the others were told since the start: some can be reached only after a while.
    public void join(Transaction transaction, Destination admin) {
        told.forEach(content -> outbox.notice(transaction, admin, content));
        transaction.afterCommit(() -> admins.add(admin));
    }

    @Override
    public void found(Transaction transaction, String path, List<Remark> problems) {
        Content content = notice(path, problems);
        admins.forEach(admin -> outbox.notice(transaction, admin, content));
        transaction.afterCommit(() -> {
            if (told.size() < MOST_KEPT) {
                told.add(content);
            }
        });
    }

    private static Content notice(String path, List<Remark> problems) {
        List<Block.Item> items = problems.stream()
                .limit(MOST_LINES)
                .map(problem -> new Block.Item(List.of(paragraph(new Inline.Text(oneLine(line(path, problem)))))))
                .toList();
        var lead = paragraph(new Inline.Text("This file is not delivered until it is mended:"));
        return Content.of(List.of(Panel.plain(List.of(lead, Block.ItemList.bullets(items)))), List.of());
    }

    private static String line(String path, Remark problem) {
        return path + ":" + problem.line() + " " + problem.message();
    }

    private static Block paragraph(Inline inline) {
        return new Block.Paragraph(List.of(inline));
    }

    /// Names of files and values may hold anything, text inlines may not.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
