package digestbot.ops.notice;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.digest.Diagnostic;
import digestbot.i18n.Texts;
import digestbot.library.intake.FileProblemListener;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.intake.InvalidFileStore;
import digestbot.ops.notice.NoticeStore.HeldNotice;
import digestbot.ops.notice.NoticeStore.LastTold;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.Stream;

/// Sends notices to operators, each in their own language. Recipients are the owners, who register
/// with [#registerOwner], and everyone with a suitable role.
///
/// Recent notices are kept for owners whose chat is still unknown. Other operators are notified
/// only once their private chat is known.
public final class OperatorNotices implements FileProblemListener {

    /// The limit per person and kind.
    private static final int MAX_PER_HOUR = 20;

    private static final Duration HOUR = Duration.ofHours(1);

    /// Files that are found within this time after a message about others are in the next message.
    private static final Duration FILES_INTERVAL = Duration.ofMinutes(10);

    private static final int MAX_RECENT = 20;

    private final Outbox outbox;
    private final Clocks clocks;

    /// By operator and category.
    private final Map<String, SlidingWindow> windows = new HashMap<>();

    private final InvalidFileStore files = new InvalidFileStore();
    private final PersonStore persons = new PersonStore();
    private static final NoticeStore STORE = new NoticeStore();
    private final RoleStore roleStore = new RoleStore();
    private final Set<Person> configured;
    private final List<OperatorChat> owners = new CopyOnWriteArrayList<>();
    private final Deque<Notice> recentNotices = new ConcurrentLinkedDeque<>();

    private record Notice(
            NoticeCategory category, NoticeText text, Collection<Platform> platforms, Optional<Long> heldDigest) {}

    private enum NoticeCategory {
        OPERATION,
        DIGESTS,
        REPORT,
        PERSONAL,
        /// That others are withheld.
        WITHHELD
    }

    /// A notice that goes again to owners, and to those with the roles, only if its version has
    /// grown, and not sooner than the interval after the last time.
    record RepeatedNotice(String kind, Set<Role> roles, long version, Duration interval) {}

    public OperatorNotices(Outbox outbox, Set<Person> configured, Clocks clocks) {
        this.configured = Set.copyOf(configured);
        this.outbox = outbox;
        this.clocks = clocks;
    }

    /// Sends the recent notices to an owner who was not registered before.
    public void registerOwner(Transaction transaction, OperatorChat operator) {
        if (owners.stream().noneMatch(operator::is)) {
            recentNotices.forEach(notice -> send(transaction, operator, notice));
            transaction.afterCommit(() -> owners.add(operator));
        }
    }

    /// Notifies the owners and admins on these platforms.
    public void send(Transaction transaction, NoticeText text, Collection<Platform> platforms) {
        send(
                transaction,
                Set.of(Role.ADMIN),
                new Notice(NoticeCategory.OPERATION, text, Set.copyOf(platforms), Optional.empty()));
    }

    /// Notifies the owners and admins of a reader's report.
    public List<Long> notifyOfReport(Transaction transaction, NoticeText text) {
        return send(
                transaction,
                Set.of(Role.ADMIN),
                new Notice(NoticeCategory.REPORT, text, Platform.all(), Optional.empty()));
    }

    /// Notifies owners, admins and editors.
    void notifyEditors(Transaction transaction, NoticeText text, Optional<Long> heldDigest) {
        send(transaction, Set.of(Role.values()), new Notice(NoticeCategory.DIGESTS, text, Platform.all(), heldDigest));
    }

    /// Whether it is due for somebody.
    boolean isDue(Transaction transaction, RepeatedNotice notice) {
        return !due(transaction, notice).isEmpty();
    }

    void send(Transaction transaction, RepeatedNotice notice, NoticeText text) {
        due(transaction, notice).forEach(operator -> {
            outbox.notice(transaction, operator.chat(), content(transaction, operator, text));
            STORE.putTold(transaction, operator, notice.kind(), new LastTold(notice.version(), clocks.now()));
        });
    }

    private List<OperatorChat> due(Transaction transaction, RepeatedNotice notice) {
        return recipients(transaction, notice.roles()).stream()
                .filter(operator -> STORE.lastTold(transaction, operator, notice.kind())
                        .filter(last -> last.version() >= notice.version() || isRecent(last.at(), notice.interval()))
                        .isEmpty())
                .toList();
    }

    /// A time in the future means that the clock was set back.
    private boolean isRecent(Instant at, Duration interval) {
        return Duration.between(at, clocks.now()).abs().compareTo(interval) < 0;
    }

    private static Content content(Transaction transaction, OperatorChat operator, NoticeText text) {
        return text.of(
                texts(transaction, operator.platform(), operator.userId()),
                zone(transaction, operator.chat().chat()));
    }

    /// Notifies one person, if they have used the bot and their private chat is known.
    public boolean send(Transaction transaction, Platform platform, long userId, NoticeText text) {
        Optional<OperatorChat> person = persons.find(transaction, platform, userId)
                .flatMap(seen -> operatorChat(transaction, platform, seen.userId()));
        var notice = new Notice(NoticeCategory.PERSONAL, text, List.of(platform), Optional.empty());
        person.ifPresent(known -> send(transaction, known, notice));
        return person.isPresent();
    }

    /// The owners, and all persons with one of these roles. Owners on a platform that another node
    /// serves are not registered here.
    private List<OperatorChat> recipients(Transaction transaction, Set<Role> roles) {
        Stream<Person> holders = roleStore.all(transaction).stream()
                .filter(assignment -> roles.contains(assignment.role()))
                .map(assignment -> new Person(assignment.platform(), assignment.userId(), ""));
        Stream<OperatorChat> others = Stream.concat(configured.stream(), holders)
                .distinct()
                .flatMap(person -> operatorChat(transaction, person.platform(), person.userId()).stream())
                .filter(operator -> owners.stream().noneMatch(operator::is));
        return Stream.concat(owners.stream(), others).toList();
    }

    private List<Long> send(Transaction transaction, Set<Role> roles, Notice notice) {
        List<Long> deliveries = recipients(transaction, roles).stream()
                .flatMap(operator -> send(transaction, operator, notice).stream())
                .toList();
        transaction.afterCommit(() -> keep(notice));
        return deliveries;
    }

    /// Keeps the notice for owners who register later. A notice that quotes a reader is not kept,
    /// because the reader's data may be deleted by then.
    private void keep(Notice notice) {
        if (notice.category() == NoticeCategory.REPORT) {
            return;
        }
        recentNotices.add(notice);
        if (recentNotices.size() > MAX_RECENT) {
            recentNotices.remove();
        }
    }

    private Optional<OperatorChat> operatorChat(Transaction transaction, Platform platform, long userId) {
        return Destination.privateChat(transaction, platform, userId)
                .map(chat -> new OperatorChat(platform, userId, chat));
    }

    /// Sends nothing immediately: [#tellOfInvalidFiles] sends one message about all files.
    @Override
    public void onInvalidFile(Transaction transaction, String path, List<Diagnostic> problems) {}

    @Override
    public void onUnreadableFolder(Transaction transaction, String folder, Diagnostic problem) {
        var only = List.of(new InvalidFileStore.InvalidFile(folder, List.of(problem)));
        send(transaction, (texts, _) -> FileNoticeText.of(texts, 1, only), Platform.all());
    }

    /// To be called every few seconds from one thread.
    public void tellOfInvalidFiles(Database database) {
        InvalidFileStore.InvalidFileSummary invalid = database.read(files::summary);
        var notice = new RepeatedNotice("files", Set.of(Role.ADMIN), invalid.newest(), FILES_INTERVAL);
        if (invalid.count() > 0 && database.read(transaction -> isDue(transaction, notice))) {
            database.writeWithoutResult(transaction -> {
                var first = files.page(transaction, 0, FileNoticeText.MAX_LINES);
                send(transaction, notice, (texts, _) -> FileNoticeText.of(texts, invalid.count(), first));
            });
        }
    }

    @Override
    public void onWarnings(Transaction transaction, QualityReport warnings) {
        notifyEditors(
                transaction,
                (texts, zone) -> FileNoticeText.of(texts, warnings, zone),
                warnings.heldUntil().map(_ -> warnings.number()));
    }

    private Optional<Long> send(Transaction transaction, OperatorChat operator, Notice notice) {
        if (!notice.platforms().contains(operator.platform())) {
            return Optional.empty();
        }
        if (!tryAcquire(transaction, operator, notice.category(), MAX_PER_HOUR)) {
            if (tryAcquire(transaction, operator, NoticeCategory.WITHHELD, 1)) {
                NoticeText withheld = (texts, _) -> Content.text(texts.format("notices-withheld"), List.of());
                outbox.notice(transaction, operator.chat(), content(transaction, operator, withheld));
            }
            return Optional.empty();
        }
        long delivery = outbox.notice(transaction, operator.chat(), content(transaction, operator, notice.text()));
        notice.heldDigest()
                .ifPresent(digest -> STORE.addHeld(
                        transaction,
                        new HeldNotice(delivery, digest, operator.platform(), operator.userId(), clocks.now())));
        return Optional.of(delivery);
    }

    /// Records that a press has replaced the message. If it was a notice about a held digest,
    /// [HeldNoticeUpdater] leaves it unchanged.
    public void replaced(Transaction transaction, Chat chat, String messageId) {
        STORE.removeHeldMessage(transaction, chat, messageId);
    }

    /// Takes a permit for a notice, which counts once the transaction is committed.
    private synchronized boolean tryAcquire(
            Transaction transaction, OperatorChat operator, NoticeCategory category, int perHour) {
        String key = operator.platform().id() + " " + operator.userId() + " " + category;
        SlidingWindow window = windows.computeIfAbsent(key, _ -> new SlidingWindow(perHour, HOUR));
        boolean room = window.delayNanos(clocks.nanos()) <= 0;
        if (room) {
            transaction.afterCommit(() -> note(window));
        }
        return room;
    }

    private synchronized void note(SlidingWindow window) {
        window.add(clocks.nanos());
    }

    /// The texts in the person's chosen language, or else in their client's.
    static Texts texts(Transaction transaction, Platform platform, long userId) {
        return Texts.of(new PersonStore().language(transaction, platform, userId));
    }

    static ZoneId zone(Transaction transaction, Chat chat) {
        return new SubscriberStore()
                .find(transaction, chat.platform(), chat.id())
                .map(Subscriber::preferences)
                .orElse(Preferences.DEFAULT)
                .zone();
    }

    /// A notice that is written separately for each operator.
    @FunctionalInterface
    public interface NoticeText {

        Content of(Texts texts, ZoneId zone);
    }
}
