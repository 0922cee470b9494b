package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.digest.Remark;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.library.Problems;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log and every admin which files are no digests.
public final class AdminNotices implements Problems {

    private static final Logger LOG = LoggerFactory.getLogger(AdminNotices.class);

    /// A file with more problems is told by the first ones; the log has all.
    private static final int MOST_LINES = 10;

    private final Outbox outbox;
    private final List<Destination> admins;

    public AdminNotices(Outbox outbox, List<Destination> admins) {
        this.outbox = outbox;
        this.admins = List.copyOf(admins);
    }

    @Override
    public void found(Transaction transaction, String path, List<Remark> problems) {
        problems.forEach(problem -> LOG.warn("{}", line(path, problem)));
        Content content = notice(path, problems);
        admins.forEach(admin -> outbox.notice(transaction, admin, content));
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
