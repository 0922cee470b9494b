package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.digest.Remark;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.library.Problems;
import digestbot.markdown.Block;
import digestbot.subscription.Person;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells every admin which files are no digests, each in the language that they chose or were last seen with,
/// else in English.
public final class AdminNotices implements Problems {

    /// A file with more problems is told by the first ones; the log has all.
    private static final int MOST_LINES = 10;

    /// One who joins late is told this many of the files found before.
    private static final int MOST_KEPT = 20;

    private final Outbox outbox;
    private final PersonStore persons = new PersonStore();
    private final List<Admin> admins = new CopyOnWriteArrayList<>();
    private final List<Invalid> told = new CopyOnWriteArrayList<>();

    /// Somebody to tell, and where.
    public record Admin(Platform platform, long userId, Destination at) {}

    private record Invalid(String path, List<Remark> problems) {}

    public AdminNotices(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Tells one more admin, also what the others were told since the start: some can be reached only after a while.
    public void join(Transaction transaction, Admin admin) {
        told.forEach(file -> tell(transaction, admin, file));
        transaction.afterCommit(() -> admins.add(admin));
    }

    @Override
    public void found(Transaction transaction, String path, List<Remark> problems) {
        var file = new Invalid(path, problems);
        admins.forEach(admin -> tell(transaction, admin, file));
        transaction.afterCommit(() -> {
            if (told.size() < MOST_KEPT) {
                told.add(file);
            }
        });
    }

    private void tell(Transaction transaction, Admin admin, Invalid file) {
        String language = persons.find(transaction, admin.platform(), admin.userId())
                .map(Person::language)
                .orElse("");
        outbox.notice(transaction, admin.at(), notice(Words.of(language), file));
    }

    private static Content notice(Words words, Invalid file) {
        List<Block.Item> items = file.problems().stream()
                .limit(MOST_LINES)
                .map(problem -> new Block.Item(List.of(paragraph(oneLine(line(file.path(), problem))))))
                .toList();
        Block lead = paragraph(words.say(Phrase.INVALID_FILE));
        return Content.of(List.of(Panel.plain(List.of(lead, Block.ItemList.bullets(items)))), List.of());
    }

    private static String line(String path, Remark problem) {
        return path + ":" + problem.line() + " " + problem.message();
    }

    private static Block paragraph(String text) {
        return Block.Paragraph.of(text);
    }

    /// Names of files and values may hold anything, text inlines may not.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
