package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.digest.Remark;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.library.Doubts;
import digestbot.library.Problems;
import digestbot.markdown.Block;
import digestbot.subscription.Person;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Platform;
import digestbot.subscription.Role;
import digestbot.subscription.RoleStore;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/// Tells those who run the bot what they should know, such as which files are no digests, each in the language that
/// they chose or were last seen with, else in English. These are its owners, who join, and whoever has a role.
///
/// What is for an owner who cannot be reached yet is kept until they write to the bot, the newest of it at least.
/// Others are told once their private chat is known.
public final class AdminNotices implements Problems {

    /// A file with more problems is told by the first ones; the log has all.
    private static final int MOST_LINES = 10;

    /// One whose chat is known only after a while is told this many of the notices before.
    static final int MOST_KEPT = 20;

    private final Outbox outbox;
    private final PersonStore persons = new PersonStore();
    private final PrivateChats chats = new PrivateChats();
    private final RoleStore roles = new RoleStore();
    private final List<Admin> admins = new CopyOnWriteArrayList<>();
    private final Deque<Notice> told = new ConcurrentLinkedDeque<>();

    /// Somebody to tell, and where.
    public record Admin(Platform platform, long userId, Destination at) {

        boolean is(Admin other) {
            return platform == other.platform && userId == other.userId;
        }
    }

    private record Notice(Function<Words, Content> text, Set<Platform> platforms) {}

    private record Invalid(String path, List<Remark> problems) {}

    public AdminNotices(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Tells one more admin, also what the others were told since the start: of some, the chat is known only
    /// after a while. Does nothing if they have joined already.
    public void join(Transaction transaction, Admin admin) {
        if (admins.stream().noneMatch(admin::is)) {
            told.forEach(notice -> tell(transaction, admin, notice));
            transaction.afterCommit(() -> admins.add(admin));
        }
    }

    /// Tells the owners and admins on these platforms.
    ///
    /// @param text makes the notice in a person's words
    /// @return the deliveries' numbers
    public List<Long> tell(Transaction transaction, Function<Words, Content> text, Collection<Platform> platforms) {
        return tell(transaction, Set.of(Role.ADMIN), new Notice(text, Set.copyOf(platforms)));
    }

    /// Tells owners, admins and editors.
    ///
    /// @param text makes the notice in a person's words
    public void tellEditors(Transaction transaction, Function<Words, Content> text) {
        tell(transaction, Set.of(Role.values()), new Notice(text, Set.of(Platform.values())));
    }

    /// Tells one person, if they were seen and their private chat is known.
    ///
    /// @param text makes the notice in the person's words
    public void tell(Transaction transaction, Platform platform, long userId, Function<Words, Content> text) {
        persons.find(transaction, platform, userId)
                .flatMap(person -> reached(transaction, platform, person.userId()))
                .ifPresent(admin -> tell(transaction, admin, new Notice(text, Set.of(platform))));
    }

    private List<Long> tell(Transaction transaction, Set<Role> circle, Notice notice) {
        Stream<Admin> others = roles.all(transaction).stream()
                .filter(holder -> circle.contains(holder.role()))
                .flatMap(holder -> reached(transaction, holder.platform(), holder.userId()).stream())
                .filter(admin -> admins.stream().noneMatch(admin::is));
        List<Long> deliveries = Stream.concat(admins.stream(), others)
                .flatMap(admin -> tell(transaction, admin, notice).stream())
                .toList();
        transaction.afterCommit(() -> {
            told.add(notice);
            if (told.size() > MOST_KEPT) {
                told.remove();
            }
        });
        return deliveries;
    }

    /// Tells one person alone.
    public void tell(Transaction transaction, Destination at, Person person, Function<Words, Content> text) {
        String language = persons.find(transaction, person.platform(), person.userId())
                .map(Person::language)
                .orElse("");
        outbox.notice(transaction, at, text.apply(Words.of(language)));
    }

    private Optional<Admin> reached(Transaction transaction, Platform platform, long userId) {
        return chats.of(transaction, platform, userId).map(chat -> new Admin(platform, userId, chat));
    }

    @Override
    public void found(Transaction transaction, String path, List<Remark> problems) {
        var file = new Invalid(path, problems);
        tell(transaction, words -> notice(words, file), List.of(Platform.values()));
    }

    @Override
    public void doubted(Transaction transaction, Doubts doubts) {
        tellEditors(transaction, words -> DoubtsText.of(words, doubts));
    }

    private Optional<Long> tell(Transaction transaction, Admin admin, Notice notice) {
        if (!notice.platforms().contains(admin.platform())) {
            return Optional.empty();
        }
        String language = persons.find(transaction, admin.platform(), admin.userId())
                .map(Person::language)
                .orElse("");
        return Optional.of(outbox.notice(transaction, admin.at(), notice.text().apply(Words.of(language))));
    }

    private static Content notice(Words words, Invalid file) {
        List<Block.Item> items = file.problems().stream()
                .limit(MOST_LINES)
                .map(problem -> RemarkText.item(file.path(), problem))
                .toList();
        Block lead = Block.Paragraph.of(words.say(Phrase.INVALID_FILE));
        return Content.of(List.of(Panel.plain(List.of(lead, Block.ItemList.bullets(items)))), List.of());
    }
}
