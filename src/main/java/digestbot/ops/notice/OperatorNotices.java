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
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.digest.Diagnostic;
import digestbot.i18n.Texts;
import digestbot.library.intake.FileProblemListener;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.intake.InvalidFileStore;
import digestbot.ops.notice.NoticeStore.HeldNotice;
import digestbot.ops.notice.NoticeStore.SentSummary;
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
import java.util.function.Function;
import java.util.stream.Stream;

/// Sends notices to operators, each in their own language. Recipients are the owners, who register
/// with [#registerOwner], and everyone with a suitable role.
///
/// Recent notices are kept for owners whose chat is not known yet. Others are notified once their
/// private chat is known.
public final class OperatorNotices implements FileProblemListener {

    /// Per person and kind.
    private static final int MAX_PER_HOUR = 20;

    private static final Duration HOUR = Duration.ofHours(1);

    /// New summaries per person and kind.
    private static final int MAX_SUMMARIES_PER_HOUR = 12;

    private static final Duration MIN_EDIT_INTERVAL = Duration.ofSeconds(5);

    /// The time during which a message about invalid files is edited instead of sending a new one.
    private static final Duration SUMMARY_EDIT_WINDOW = Duration.ofMinutes(10);

    private static final int MAX_RECENT = 20;
    private static final String WITHHELD = "withheld";

    private final Outbox outbox;
    private final Clocks clocks;
    private final Map<String, Long> edited = new HashMap<>();

    /// By operator, and category or kind of summary.
    private final Map<String, SlidingWindow> windows = new HashMap<>();

    private final InvalidFileStore files = new InvalidFileStore();
    private final PersonStore persons = new PersonStore();
    private static final NoticeStore STORE = new NoticeStore();
    private final RoleStore roleStore = new RoleStore();
    private final Set<Person> configured;
    private final List<OperatorChat> owners = new CopyOnWriteArrayList<>();
    private final Deque<Notice> recentNotices = new ConcurrentLinkedDeque<>();

    private final Map<String, Withheld> withheld = new HashMap<>();

    public record OperatorChat(Platform platform, long userId, Destination chat) {

        boolean is(OperatorChat other) {
            return platform == other.platform && userId == other.userId;
        }
    }

    private record Notice(
            NoticeCategory category, NoticeText text, Collection<Platform> platforms, Optional<Long> heldDigest) {}

    private enum NoticeCategory {
        OPERATION,
        DIGESTS,
        REPORT,
        PERSONAL
    }

    /// The version is a number or time that grows with each new item. Within the edit window a
    /// message is edited instead of sending a new one.
    private record NoticeSummary(
            String kind, long count, long version, Duration editWindow, Function<Texts, Content> text) {}

    private record Withheld(long count, long last) {}

    private record DueSummary(OperatorChat operator, NoticeSummary summary) {}

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

    /// Tells the owners and admins on these platforms.
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

    /// Whether some owner has not got the notice of that kind and version.
    boolean isUnsent(Transaction transaction, String kind, long version) {
        return recipients(transaction, Set.of()).stream()
                .anyMatch(owner -> isUnsent(transaction, owner, kind, version));
    }

    private static boolean isUnsent(Transaction transaction, OperatorChat owner, String kind, long version) {
        return STORE.summary(transaction, owner, kind)
                .filter(sent -> sent.version() >= version)
                .isEmpty();
    }

    /// Tells the owners, each of them once for each version of the kind, which only grows.
    void sendOnce(Transaction transaction, String kind, long version, NoticeText text) {
        recipients(transaction, Set.of()).stream()
                .filter(owner -> isUnsent(transaction, owner, kind, version))
                .forEach(owner -> {
                    Content content = text.of(
                            texts(transaction, owner.platform(), owner.userId()),
                            zone(transaction, owner.chat().chat()));
                    long delivery = outbox.notice(transaction, owner.chat(), content);
                    STORE.putSummary(transaction, owner, kind, new SentSummary(delivery, 1, version, clocks.now()));
                });
    }

    /// Notifies one person, if they have used the bot and their private chat is known.
    public boolean send(Transaction transaction, Platform platform, long userId, NoticeText text) {
        Optional<OperatorChat> person = persons.find(transaction, platform, userId)
                .flatMap(seen -> operatorChat(transaction, platform, seen.userId()));
        var notice = new Notice(NoticeCategory.PERSONAL, text, List.of(platform), Optional.empty());
        person.ifPresent(known -> send(transaction, known, notice));
        return person.isPresent();
    }

    /// The owners, and all persons with one of these roles. Owners whose platform another node
    /// serves do not register with this one.
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

    /// Keeps the notice for owners who register later, unless it quotes a reader, whose data may be
    /// deleted by then.
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

    /// Sends nothing immediately: [#sendDueSummaries] sends one summary of all files.
    @Override
    public void onInvalidFile(Transaction transaction, String path, List<Diagnostic> problems) {}

    @Override
    public void onUnreadableFolder(Transaction transaction, String folder, Diagnostic problem) {
        var only = List.of(new InvalidFileStore.InvalidFile(folder, List.of(problem)));
        send(transaction, (texts, _) -> FileNoticeText.of(texts, 1, only), Platform.all());
    }

    /// To be called every few seconds from one thread.
    public void sendDueSummaries(Database database) {
        if (!database.read(this::dueSummaries).isEmpty()) {
            database.writeWithoutResult(transaction ->
                    dueSummaries(transaction).forEach(due -> send(transaction, due.operator(), due.summary())));
        }
    }

    private List<DueSummary> dueSummaries(Transaction transaction) {
        NoticeSummary invalid = invalid(transaction);
        Stream<DueSummary> files =
                recipients(transaction, Set.of(Role.ADMIN)).stream().map(operator -> new DueSummary(operator, invalid));
        Stream<DueSummary> missed = recipients(transaction, Set.of(Role.values())).stream()
                .flatMap(operator -> withheldSummary(operator).map(kept -> new DueSummary(operator, kept)).stream());
        return Stream.concat(files, missed)
                .filter(due -> isDue(transaction, due.operator(), due.summary()))
                .toList();
    }

    private NoticeSummary invalid(Transaction transaction) {
        InvalidFileStore.InvalidFileSummary standing = files.summary(transaction);
        return new NoticeSummary(
                "files",
                standing.count(),
                standing.newest(),
                SUMMARY_EDIT_WINDOW,
                texts -> FileNoticeText.of(
                        texts, standing.count(), files.page(transaction, 0, FileNoticeText.MAX_LINES)));
    }

    private synchronized Optional<NoticeSummary> withheldSummary(OperatorChat operator) {
        return Optional.ofNullable(withheld.get(key(operator, WITHHELD)))
                .map(kept -> new NoticeSummary(
                        WITHHELD,
                        kept.count(),
                        kept.last(),
                        HOUR,
                        texts -> Content.text(texts.format("notices-withheld", kept.count()), List.of())));
    }

    @Override
    public void onWarnings(Transaction transaction, QualityReport warnings) {
        notifyEditors(
                transaction,
                (texts, zone) -> FileNoticeText.of(texts, warnings, zone),
                warnings.heldUntil().map(_ -> warnings.number()));
    }

    private Optional<Long> send(Transaction transaction, OperatorChat operator, Notice notice) {
        if (!notice.platforms().contains(operator.platform())
                || !tryAcquire(transaction, operator, notice.category())) {
            return Optional.empty();
        }
        Content content = notice.text()
                .of(
                        texts(transaction, operator.platform(), operator.userId()),
                        zone(transaction, operator.chat().chat()));
        long delivery = outbox.notice(transaction, operator.chat(), content);
        notice.heldDigest()
                .ifPresent(digest -> STORE.addHeld(
                        transaction,
                        new HeldNotice(delivery, digest, operator.platform(), operator.userId(), clocks.now())));
        return Optional.of(delivery);
    }

    /// Notes that a press has replaced that message, which may have been a notice about a held
    /// digest: [HeldNotices] leaves it as it is then.
    public void replaced(Transaction transaction, Chat chat, String messageId) {
        STORE.removeHeldMessage(transaction, chat, messageId);
    }

    private static String key(OperatorChat operator, Object what) {
        return operator.platform().id() + " " + operator.userId() + " " + what;
    }

    /// Takes a permit for a notice; if there is none, counts the notice as withheld. Both are noted
    /// once the transaction is committed.
    private synchronized boolean tryAcquire(Transaction transaction, OperatorChat operator, NoticeCategory category) {
        SlidingWindow window =
                windows.computeIfAbsent(key(operator, category), _ -> new SlidingWindow(MAX_PER_HOUR, HOUR));
        boolean room = window.delayNanos(clocks.nanos()) <= 0;
        transaction.afterCommit(() -> note(operator, window, room));
        return room;
    }

    private synchronized void note(OperatorChat operator, SlidingWindow window, boolean sent) {
        if (sent) {
            window.add(clocks.nanos());
        } else {
            var once = new Withheld(1, clocks.now().toEpochMilli());
            withheld.merge(
                    key(operator, WITHHELD),
                    once,
                    (before, now) -> new Withheld(before.count() + 1, Math.max(before.last() + 1, now.last())));
        }
    }

    /// The texts in the language that the person chose, or else in their client's.
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

    /// A notice that is written anew for each operator.
    @FunctionalInterface
    public interface NoticeText {

        Content of(Texts texts, ZoneId zone);
    }

    private boolean isDue(Transaction transaction, OperatorChat operator, NoticeSummary summary) {
        return STORE.summary(transaction, operator, summary.kind())
                .map(sent -> sent.count() != summary.count() || sent.version() != summary.version())
                .orElse(summary.count() > 0);
    }

    /// Keeps one summary message per operator and kind. A queued message is replaced, a sent one is
    /// edited, and a new one is sent only if the last one is no longer recent.
    private void send(Transaction transaction, OperatorChat operator, NoticeSummary summary) {
        Texts texts = texts(transaction, operator.platform(), operator.userId());
        Content content = summary.text().apply(texts);
        STORE.summary(transaction, operator, summary.kind())
                .ifPresentOrElse(
                        before -> change(transaction, operator, content, summary, before),
                        () -> begin(transaction, operator, content, summary));
    }

    private synchronized SlidingWindow window(OperatorChat operator, NoticeSummary summary) {
        return windows.computeIfAbsent(
                key(operator, summary.kind()), _ -> new SlidingWindow(MAX_SUMMARIES_PER_HOUR, HOUR));
    }

    private void begin(Transaction transaction, OperatorChat operator, Content content, NoticeSummary summary) {
        long delivery = outbox.notice(transaction, operator.chat(), content);
        transaction.afterCommit(() -> window(operator, summary).add(clocks.nanos()));
        var sent = new SentSummary(delivery, summary.count(), summary.version(), clocks.now());
        STORE.putSummary(transaction, operator, summary.kind(), sent);
    }

    private void change(
            Transaction transaction, OperatorChat operator, Content content, NoticeSummary summary, SentSummary sent) {
        SentSummary now = new SentSummary(sent.delivery(), summary.count(), summary.version(), sent.sentAt());
        boolean news = summary.count() > 0 && summary.version() > sent.version();
        boolean stands = STORE.isAlive(transaction, sent.delivery());
        if (STORE.rewrite(transaction, sent.delivery(), new StoredContent.Whole(content).write())) {
            STORE.putSummary(transaction, operator, summary.kind(), now);
        } else if (news
                && (!stands || sent.count() == 0 || !isFresh(sent, summary))
                && window(operator, summary).delayNanos(clocks.nanos()) <= 0) {
            begin(transaction, operator, content, summary);
        } else if (stands) {
            edit(transaction, operator, content, summary, now);
        } else {
            STORE.putSummary(transaction, operator, summary.kind(), now); // there is nothing to correct
        }
    }

    private void edit(
            Transaction transaction, OperatorChat operator, Content content, NoticeSummary summary, SentSummary now) {
        String key = key(operator, summary.kind());
        Long last = edited.get(key);
        boolean tooSoon = last != null && clocks.elapsedSince(last).compareTo(MIN_EDIT_INTERVAL) < 0;
        Outbox.MessageState standing = outbox.messageState(transaction, now.delivery());
        if (!tooSoon && !standing.isOpen() && standing.messageId().isPresent()) {
            outbox.update(
                    transaction, standing.to(), content, standing.messageId().get());
            transaction.afterCommit(() -> edited.put(key, clocks.nanos()));
            STORE.putSummary(transaction, operator, summary.kind(), now);
        }
    }

    /// A time in the future means that the clock was set back.
    private boolean isFresh(SentSummary sent, NoticeSummary summary) {
        Instant now = clocks.now();
        return Duration.between(sent.sentAt(), now).abs().compareTo(summary.editWindow()) < 0;
    }
}
