package digestbot.notice;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.PrivateChats;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.digest.Diagnostic;
import digestbot.i18n.AlarmPhrase;
import digestbot.i18n.Texts;
import digestbot.library.intake.FileProblemListener;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.QualityReport;
import digestbot.notice.NoticeSummaries.Summary;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/// Sends notices to operators, each in their own language. Recipients are the owners, who register
/// with [#join], and everyone with a suitable role.
///
/// Recent notices are kept for owners whose chat is not known yet. Others are notified once their
/// private chat is known.
public final class AdminNotices implements FileProblemListener {

    /// The maximum number of notices of one kind per person and hour.
    private static final int MOST_AN_HOUR = 20;

    private static final Duration HOUR = Duration.ofHours(1);

    /// The time during which a message about invalid files is edited instead of sending a new one.
    private static final Duration FRESH = Duration.ofMinutes(10);

    /// The number of recent notices that a late owner receives.
    static final int MOST_KEPT = 20;

    private final Outbox outbox;
    private final Clocks clocks;
    private final NoticeSummaries summaries;
    private final InvalidFileStore files = new InvalidFileStore();
    private final PersonStore persons = new PersonStore();
    private final PrivateChats chats = new PrivateChats();
    private final RoleStore roles = new RoleStore();
    private final List<Admin> admins = new CopyOnWriteArrayList<>();
    private final Deque<Notice> told = new ConcurrentLinkedDeque<>();

    private final Map<Share, SlidingWindow> shares = new HashMap<>();

    /// The notices withheld per person: their number and the time of the last.
    private final Map<String, KeptBack> keptBack = new HashMap<>();

    /// Somebody to tell, and where.
    public record Admin(Platform platform, long userId, Destination at) {

        boolean is(Admin other) {
            return platform == other.platform && userId == other.userId;
        }
    }

    private record Notice(Kind kind, Function<Texts, Content> text, Set<Platform> platforms) {}

    /// The kinds of notices, each with its own rate limit.
    private enum Kind {
        RUNNING,
        DIGESTS,
        READERS,
        PERSONAL
    }

    private record Share(Platform platform, long userId, Kind kind) {}

    private record KeptBack(long count, long last) {}

    public AdminNotices(Outbox outbox, Clocks clocks) {
        this.outbox = outbox;
        this.clocks = clocks;
        summaries = new NoticeSummaries(outbox, clocks);
    }

    /// Registers an owner and sends them the recent notices. Has no effect if they are registered
    /// already.
    public void join(Transaction transaction, Admin admin) {
        if (admins.stream().noneMatch(admin::is)) {
            told.forEach(notice -> tell(transaction, admin, notice));
            transaction.afterCommit(() -> admins.add(admin));
        }
    }

    /// Tells the owners and admins on these platforms.
    ///
    /// @param text creates the notice in a person's language
    public void tell(Transaction transaction, Function<Texts, Content> text, Collection<Platform> platforms) {
        tell(transaction, Set.of(Role.ADMIN), new Notice(Kind.RUNNING, text, Set.copyOf(platforms)));
    }

    /// Tells the owners and admins what a reader has said.
    ///
    /// @param text makes the notice in a person's words
    /// @return the deliveries' numbers
    public List<Long> tellOfReader(Transaction transaction, Function<Texts, Content> text) {
        return tell(transaction, Set.of(Role.ADMIN), new Notice(Kind.READERS, text, Set.of(Platform.values())));
    }

    /// Tells owners, admins and editors.
    ///
    /// @param text makes the notice in a person's words
    public void tellEditors(Transaction transaction, Function<Texts, Content> text) {
        tell(transaction, Set.of(Role.values()), new Notice(Kind.DIGESTS, text, Set.of(Platform.values())));
    }

    /// Tells one person, if they were seen and their private chat is known.
    ///
    /// @param text makes the notice in the person's words
    /// @return whether the person can be told
    public boolean tell(Transaction transaction, Platform platform, long userId, Function<Texts, Content> text) {
        Optional<Admin> person = persons.find(transaction, platform, userId)
                .flatMap(seen -> reached(transaction, platform, seen.userId()));
        person.ifPresent(known -> tell(transaction, known, new Notice(Kind.PERSONAL, text, Set.of(platform))));
        return person.isPresent();
    }

    /// The owners, and whoever has one of these roles.
    private List<Admin> readers(Transaction transaction, Set<Role> circle) {
        Stream<Admin> holders = roles.all(transaction).stream()
                .filter(holder -> circle.contains(holder.role()))
                .flatMap(holder -> reached(transaction, holder.platform(), holder.userId()).stream())
                .filter(admin -> admins.stream().noneMatch(admin::is));
        return Stream.concat(admins.stream(), holders).toList();
    }

    /// @return the deliveries' numbers
    private List<Long> tell(Transaction transaction, Set<Role> circle, Notice notice) {
        List<Long> deliveries = readers(transaction, circle).stream()
                .flatMap(admin -> tell(transaction, admin, notice).stream())
                .toList();
        transaction.afterCommit(() -> keep(notice));
        return deliveries;
    }

    /// Keeps the notice for owners who register later, unless it quotes a reader, whose data may be
    /// deleted by then.
    private void keep(Notice notice) {
        if (notice.kind() == Kind.READERS) {
            return;
        }
        told.add(notice);
        if (told.size() > MOST_KEPT) {
            told.remove();
        }
    }

    private Optional<Admin> reached(Transaction transaction, Platform platform, long userId) {
        return chats.of(transaction, platform, userId).map(chat -> new Admin(platform, userId, chat));
    }

    /// Sends nothing immediately: [#tend] sends one summary of all files.
    @Override
    public void found(Transaction transaction, String path, List<Diagnostic> problems) {}

    @Override
    public void missing(Transaction transaction, String folder, Diagnostic problem) {
        var only = List.of(new InvalidFileStore.Problem(folder, List.of(problem)));
        tell(transaction, words -> InvalidFilesText.of(words, 1, only), List.of(Platform.values()));
    }

    /// Sends and updates the summaries. Call every few seconds from one thread.
    public void tend(Database database) {
        if (database.read(this::isAnyDue)) {
            database.run(this::tellAll);
        }
    }

    private boolean isAnyDue(Transaction transaction) {
        Summary invalid = invalid(transaction);
        return readers(transaction, Set.of(Role.ADMIN)).stream()
                        .anyMatch(admin -> summaries.isDue(transaction, admin, invalid))
                || readers(transaction, Set.of(Role.values())).stream()
                        .anyMatch(admin -> keptBack(admin)
                                .filter(summary -> summaries.isDue(transaction, admin, summary))
                                .isPresent());
    }

    private void tellAll(Transaction transaction) {
        Summary invalid = invalid(transaction);
        readers(transaction, Set.of(Role.ADMIN)).forEach(admin -> tell(transaction, admin, invalid));
        readers(transaction, Set.of(Role.values()))
                .forEach(admin -> keptBack(admin).ifPresent(summary -> tell(transaction, admin, summary)));
    }

    private void tell(Transaction transaction, Admin admin, Summary summary) {
        if (summaries.isDue(transaction, admin, summary)) {
            summaries.tell(transaction, admin, language(transaction, admin), summary);
        }
    }

    private Summary invalid(Transaction transaction) {
        InvalidFileStore.Standing standing = files.standing(transaction);
        return new Summary(
                "files",
                standing.count(),
                standing.newest(),
                FRESH,
                words -> InvalidFilesText.of(
                        words, standing.count(), files.some(transaction, 0, InvalidFilesText.MOST_LINES)));
    }

    private synchronized Optional<Summary> keptBack(Admin admin) {
        return Optional.ofNullable(keptBack.get(place(admin)))
                .map(kept -> new Summary(
                        "kept back",
                        kept.count(),
                        kept.last(),
                        HOUR,
                        words -> Content.text(words.say(AlarmPhrase.NOTICES_WITHHELD, kept.count()), List.of())));
    }

    @Override
    public void doubted(Transaction transaction, QualityReport warnings) {
        tellEditors(transaction, words -> WarningsText.of(words, warnings, ZoneId.systemDefault()));
    }

    /// @return the delivery's number; empty if there is none
    private Optional<Long> tell(Transaction transaction, Admin admin, Notice notice) {
        if (!notice.platforms().contains(admin.platform()) || !hasRoom(admin, notice.kind())) {
            return Optional.empty();
        }
        return Optional.of(
                outbox.notice(transaction, admin.at(), notice.text().apply(Texts.of(language(transaction, admin)))));
    }

    private static String place(Admin admin) {
        return admin.platform().id() + " " + admin.userId();
    }

    private String language(Transaction transaction, Admin admin) {
        return persons.find(transaction, admin.platform(), admin.userId())
                .map(Person::language)
                .orElse("");
    }

    /// Takes a permit for a notice; if there is none, counts the notice as withheld.
    private synchronized boolean hasRoom(Admin admin, Kind kind) {
        SlidingWindow share = shares.computeIfAbsent(
                new Share(admin.platform(), admin.userId(), kind), _ -> new SlidingWindow(MOST_AN_HOUR, HOUR));
        boolean room = share.until(clocks.nanos()) <= 0;
        if (room) {
            share.add(clocks.nanos());
        } else {
            var once = new KeptBack(1, clocks.now().toEpochMilli());
            keptBack.merge(
                    place(admin),
                    once,
                    (before, now) -> new KeptBack(before.count() + 1, Math.max(before.last() + 1, now.last())));
        }
        return room;
    }
}
