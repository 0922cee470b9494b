package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.vote.TestVotes;
import digestbot.cluster.LeaderTerm;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.content.views.CardText;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.content.views.DigestControls;
import digestbot.content.views.PerspectiveShare;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Database;
import digestbot.database.TestClock;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.FittedReader;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import digestbot.library.archive.Library;
import digestbot.library.archive.Withdrawals;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractLongAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real database with all classes that deliver, and a platform with scripted answers.
///
/// A digest's title such as `Monday*3` gives an edition of three messages: `Monday r1 1/3`, and so
/// on; one such as `=a|b` gives the messages `a` and `b`, and `a, one side` where one perspective
/// is shown.
///
/// As an extension of a test, it has a folder of its own, which is deleted when the test is over.
public final class DeliveryFixture implements AutoCloseable, AfterEachCallback {

    public static final PlatformLimits UNLIMITED = new PlatformLimits(0, 0, 0);

    public static final String TOPIC = "us-china";

    /// The threads of a sender: what claims, and what sends.
    private static final int LOOKING = 2;

    public final TestClock clock = new TestClock();
    public final OutboxEvents outboxEvents = new OutboxEvents();
    public final ScriptedMessenger messenger;
    public final Database database;
    public final Outbox outbox = new Outbox(outboxEvents, clock);
    public final Library library = new Library(DeliveryFixture::parse);
    public final SubscriptionService subscriptions = new SubscriptionService(library, outboxEvents, clock);
    public final SubscriptionStore stored = new SubscriptionStore();
    public final DeliveryStatusStore deliveries = new DeliveryStatusStore();
    public final Planner planner;
    private final Path file;
    private final List<Sender<?>> senders = new ArrayList<>();
    private final Map<Platform, ResultWriter> resultWriters = new ConcurrentHashMap<>();
    private final Map<Thread, Integer> looks = new ConcurrentHashMap<>();

    public DeliveryFixture() {
        this(TestDatabase.newFolder().resolve("d.sqlite"));
    }

    public DeliveryFixture(Path file) {
        this(file, new ScriptedMessenger());
    }

    public DeliveryFixture(Path file, ScriptedMessenger messenger) {
        this.file = file;
        this.messenger = messenger;
        database = TestDatabase.open(file);
        planner = new Planner(database, outboxEvents, library, clock);
        database.writeWithoutResult(tx -> addTopic(tx, TOPIC));
    }

    public Path file() {
        return file;
    }

    /// Ends this process, and begins another one with its database and its platform.
    public DeliveryFixture restarted() {
        close();
        return new DeliveryFixture(file, messenger);
    }

    /// Call it in a transaction, so that nothing commits meanwhile.
    public void copyTo(Path copy) {
        try {
            Files.copy(file, copy);
            Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void addTopic(Transaction tx, String topic) {
        tx.handle().execute("INSERT INTO topic (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", topic, topic);
    }

    public void addTopic(String topic) {
        write(tx -> addTopic(tx, topic));
    }

    private FileMaker files() {
        return new FileMaker(database, library, EDITIONS, TestVotes.SERVICE);
    }

    public Sender<String> dispatch() {
        return dispatch(UNLIMITED, 32);
    }

    public Sender<String> dispatch(PlatformLimits limits, int inFlight) {
        return dispatch(limits, inFlight, counting());
    }

    private TestTerm counting() {
        return new TestTerm(this::countLook, _ -> {});
    }

    public void dispatchHeldWhile(BooleanSupplier held) {
        dispatch(messenger, UNLIMITED, 32, counting(), held);
    }

    public Sender<String> dispatch(PlatformLimits limits, int inFlight, LeaderTerm term) {
        return dispatch(messenger, limits, inFlight, term, () -> false);
    }

    public <M> void dispatch(Messenger<M> other, PlatformLimits limits) {
        dispatch(other, limits, 32, LeaderTerm.PERMANENT, () -> false);
    }

    private <M> Sender<M> dispatch(
            Messenger<M> to, PlatformLimits limits, int inFlight, LeaderTerm term, BooleanSupplier held) {
        var sender = new Sender<>(
                new MessageBuilder<>(
                        database, to, library, EDITIONS, WebPageFinder.NONE, files(), TestVotes.SERVICE, clock),
                new PlatformLimits(
                        limits.perSecond(),
                        limits.perChatPerSecond(),
                        limits.perGroupPerMinute(),
                        limits.paidPerSecond(),
                        inFlight),
                term,
                resultWriters.computeIfAbsent(
                        to.platform(),
                        platform -> new ResultWriter(
                                database, platform, outboxEvents, new SendCounters(), System::nanoTime)),
                clock.both(),
                outboxEvents);
        senders.add(sender);
        sender.start(held);
        return sender;
    }

    public void deliver(long sent) {
        dispatchUntil("sent", sent);
    }

    public void dispatchUntil(String state, long deliveries) {
        dispatch();
        await(state, deliveries);
    }

    /// A term of senders, and what verifies it in each transaction that claims.
    public record TestTerm(BooleanSupplier current, Consumer<Transaction> verification) implements LeaderTerm {

        @Override
        public long number() {
            return 7;
        }

        @Override
        public boolean isCurrent() {
            return current.getAsBoolean();
        }

        @Override
        public void verify(Transaction transaction) {
            verification.accept(transaction);
        }
    }

    private boolean countLook() {
        String thread = Thread.currentThread().getName();
        if (thread.endsWith(" claims") || thread.endsWith(" pace")) {
            looks.merge(Thread.currentThread(), 1, Integer::sum);
        }
        return true;
    }

    /// Waits until the senders have looked for deliveries from beginning to end, and then what sends
    /// them has looked at these: a look has ended when the next one begins.
    public void awaitLook() {
        for (int beginning = 0; beginning <= 4; beginning++) {
            Map<Thread, Integer> before = Map.copyOf(looks);
            outboxEvents.notifyListeners();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> looks,
                            now -> now.size() >= LOOKING * senders.size()
                                    && before.keySet().stream().allMatch(each -> now.get(each) > before.get(each)));
        }
    }

    /// Waits until all has been sent that can be sent before time passes.
    public void awaitRest() {
        int before;
        do {
            before = messenger.count();
            awaitLook();
            awaitRows("SELECT number FROM delivery WHERE state = 'in_flight'");
        } while (messenger.count() > before);
    }

    public static Destination chat(long id) {
        return new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0);
    }

    public Subscriber subscribe(long chat) {
        return subscribe(chat, TOPIC);
    }

    public Subscriber subscribe(long chat, String topic) {
        return database.write(tx -> {
            Subscriber subscriber = subscriptions.subscriber(tx, chat(chat).chat(), Preferences.DEFAULT);
            subscriptions.subscribe(tx, subscriber.number(), topic, 0);
            return subscriber;
        });
    }

    public Subscriber subscribe(long chat, String topic, long thread) {
        Subscriber subscriber = subscribe(chat, topic);
        write(tx -> subscriptions.subscribe(tx, subscriber.number(), topic, thread));
        return subscriber;
    }

    public void unreachable(long chat, String why) {
        write(tx -> subscriptions.unreachable(tx, chat(chat).chat(), why));
    }

    public void back(long chat) {
        write(tx -> subscriptions.back(tx, chat(chat).chat()));
    }

    public void stop(long chat) {
        write(tx -> subscriptions.stop(tx, chat(chat).chat()));
    }

    public void resume(long chat) {
        write(tx -> subscriptions.resume(tx, chat(chat).chat()));
    }

    public void move(long chat, long to) {
        write(tx -> subscriptions.moved(tx, chat(chat).chat(), to));
    }

    public void prefer(Subscriber subscriber, Preferences preferences) {
        write(tx -> subscriptions.change(tx, subscriber.number(), preferences));
    }

    public void quiet(Subscriber subscriber, String zone, String from, String to) {
        var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
        prefer(subscriber, Preferences.DEFAULT.withZone(ZoneId.of(zone)).withQuiet(Optional.of(hours)));
    }

    public void change(Subscriber subscriber, String topic, UnaryOperator<Subscription> change) {
        write(tx -> subscriptions.change(
                tx, change.apply(stored.find(tx, subscriber.number(), topic).orElseThrow())));
    }

    public void deliverAt(Subscriber subscriber, String topic, String time) {
        change(subscriber, topic, made -> made.withSchedule(daily(time)));
    }

    public static DeliverySchedule daily(String time) {
        return new DeliverySchedule.At(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class));
    }

    public long announce(String text, RecipientFilter recipients) {
        var fanOuts = new FanOutStore(outboxEvents, clock);
        long shared = database.write(tx -> fanOuts.create(tx, content(text)));
        plan(shared, recipients);
        return shared;
    }

    public void plan(long shared, RecipientFilter recipients) {
        var fanOuts = new FanOutStore(outboxEvents, clock);
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            after = database.write(tx -> fanOuts.plan(tx, shared, recipients, Set.copyOf(Platform.all()), from));
        }
    }

    public void subscribeAll(int chats) {
        database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, created_at)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    SELECT ?, i, 'private', ? FROM n
                    """, chats, messenger.platform().id(), clock.millis());
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, created_at)
                    SELECT number, ?, created_at FROM subscriber
                    """, TOPIC);
        });
    }

    public long publish(String title) {
        return publish(TOPIC, title);
    }

    public long publishTo(long subscriber, String title) {
        subscribe(subscriber);
        return publish(title);
    }

    public long publish(String topic, String title) {
        long number = publishOnly(topic, title);
        plan();
        return number;
    }

    /// Publishes a digest of that day of February 2026 and plans its deliveries.
    public long publish(int day, String title) {
        long number = publishOnly(TOPIC, LocalDate.of(2026, 2, day), title);
        plan();
        return number;
    }

    public void deliverAt(Subscriber subscriber, String time) {
        deliverAt(subscriber, TOPIC, time);
    }

    public void plan() {
        while (planner.planRange()) {
            // Until nothing is left.
        }
    }

    public long publishOnly(String topic, String title) {
        return publishOnly(topic, LocalDate.of(2026, 2, 5), title);
    }

    public long publishOnly(String topic, LocalDate day, String title) {
        return publishOnly(new DigestKey(topic, day, "en", title), title);
    }

    public long publishIn(String language, int day, String title) {
        long number = publishOnly(new DigestKey(TOPIC, LocalDate.of(2026, 2, day), language, ""), title);
        plan();
        return number;
    }

    public long publishOnly(DigestKey key, String title) {
        return database.write(tx -> {
            long digest = tx.handle()
                    .createQuery("""
                            INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                                published_at)
                            VALUES (?, ?, ?, ?, ?, 'published', 1, ?, ?, ?) RETURNING number
                            """)
                    .bind(0, key.topic())
                    .bind(1, key.day().toString())
                    .bind(2, key.language())
                    .bind(3, key.edition())
                    .bind(4, key.topic() + title + ".md")
                    .bind(5, title)
                    .bind(6, clock.millis())
                    .bind(7, clock.millis())
                    .mapTo(Long.class)
                    .one();
            addRevision(tx, digest, 1, title);
            planner.published(tx, digest);
            return digest;
        });
    }

    public void revise(long digest, int revision, String title) {
        database.writeWithoutResult(tx -> {
            addRevision(tx, digest, revision, title);
            tx.handle().execute("UPDATE digest SET revision = ? WHERE number = ?", revision, digest);
        });
    }

    public void correct(long digest, int revision, String title) {
        correctOnly(digest, revision, title);
        plan();
    }

    public void correctOnly(long digest, int revision, String title) {
        revise(digest, revision, title);
        database.writeWithoutResult(tx -> planner.corrected(tx, digest));
    }

    public void withdraw(long digest) {
        withdrawOnly(digest);
        plan();
    }

    public void withdrawOnly(long digest) {
        database.writeWithoutResult(tx -> new Withdrawals(library, planner, clock).withdraw(tx, digest));
    }

    public void publishAgain(long digest, int revision, String title) {
        revise(digest, revision, title);
        database.writeWithoutResult(tx -> {
            tx.handle()
                    .execute(
                            "UPDATE digest SET state = 'published', published_at = ? WHERE number = ?",
                            clock.millis(),
                            digest);
            planner.published(tx, digest);
        });
        plan();
    }

    private void addRevision(Transaction tx, long digest, int revision, String title) {
        byte[] content = (title + "@" + revision).getBytes(StandardCharsets.UTF_8);
        tx.handle()
                .execute(
                        "INSERT INTO revision (digest, number, content, hash, received_at) VALUES (?, ?, ?, ?, ?)",
                        digest,
                        revision,
                        content,
                        content,
                        clock.millis());
    }

    private static ParseResult parse(byte[] content) {
        String title = new String(content, StandardCharsets.UTF_8);
        var key = new DigestKey(TOPIC, LocalDate.of(2026, 2, 5), "en", "");
        var topic = new Topic(TOPIC, TOPIC);
        return new ParseResult.Parsed(
                new Digest(
                        key,
                        topic,
                        title,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        false,
                        Optional.empty(),
                        title.startsWith("Urgent") ? Map.of(Digest.URGENT, true) : Map.of()),
                List.of());
    }

    static final DigestContentBuilder EDITIONS = new DigestContentBuilder(StyleRegistry.DEFAULT) {
        @Override
        public Content view(long number, Digest digest, DigestView view, Reader reader, DigestControls links) {
            return DeliveryFixture.edition(number, digest, view);
        }

        @Override
        public List<Panel> panels(Digest digest, DigestView view, Reader reader) {
            return DeliveryFixture.edition(0, digest, view).panels();
        }

        // A content such as `bundle of Monday@1, Tuesday@1; 3 points`; with a `*` it takes two
        // messages for more than a point.
        @Override
        public Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int points) {
            String titles = digests.stream().map(each -> each.digest().title()).collect(Collectors.joining(", "));
            String text = DeliveryCause.of(kind).id() + " of " + titles + "; " + points + " points";
            return titles.contains("*") && points > 1 ? content(text, "more") : content(text);
        }

        @Override
        public CardText card(Digest digest, Reader reader) {
            return new CardText(
                    digest.title(),
                    reader.language(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    digest.title(),
                    "");
        }

        @Override
        public List<PerspectiveShare> shares(Digest digest, Reader reader) {
            return List.of();
        }

        @Override
        public Content cardCaption(Digest digest, Reader reader) {
            return content("beside " + digest.title());
        }
    };

    private static Content edition(long number, Digest digest, DigestView view) {
        String title = digest.title();
        int at = title.indexOf('@');
        if (title.startsWith("=")) {
            return written(number, title.substring(1, at), view);
        }
        int star = title.indexOf('*');
        int parts = star < 0 ? 1 : Integer.parseInt(title.substring(star + 1, at));
        String name = title.substring(0, star < 0 ? at : star) + " r" + title.substring(at + 1);
        List<Panel> panels = IntStream.rangeClosed(1, parts)
                .mapToObj(part -> panel(parts == 1 ? name : name + " " + part + "/" + parts))
                .toList();
        return new Content(panels, List.of(), Optional.of(new ReadAction.Show(number, view, 0)));
    }

    public Content edition(long digest, int revision, DigestView view) {
        return database.read(tx -> edition(
                digest, library.all().digest(tx, digest, revision).orElseThrow().digest(), view));
    }

    int newest(long digest) {
        return database.read(
                tx -> library.all().digest(tx, digest).orElseThrow().revision());
    }

    private static Content written(long number, String texts, DigestView view) {
        List<String> each = List.of(texts.split("\\|", -1));
        List<Panel> panels = view instanceof DigestView.OnePerspective
                ? List.of(panel(each.getFirst() + ", one side"))
                : each.stream().map(DeliveryFixture::panel).toList();
        return new Content(panels, List.of(), Optional.of(new ReadAction.Show(number, view, 0)));
    }

    public static Content content(String... texts) {
        return Content.of(
                java.util.Arrays.stream(texts).map(DeliveryFixture::panel).toList(), List.of());
    }

    private static Panel panel(String text) {
        return Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(text)))));
    }

    public void say(long chat, String... texts) {
        database.writeWithoutResult(tx -> outbox.reply(tx, chat(chat), "en", content(texts)));
    }

    public void pass(Duration time) {
        clock.pass(time);
        outboxEvents.notifyListeners();
    }

    public void assertRows(String sql, String... rows) {
        assertThat(rows(sql)).as(sql).containsExactly(rows);
    }

    public void assertTexts(long chat, String... texts) {
        assertThat(messenger.texts(chat)).as("texts to the chat %d", chat).containsExactly(texts);
    }

    public void awaitRows(String sql, String... rows) {
        Awaitility.await().untilAsserted(() -> assertThat(rows(sql)).as(sql).containsExactly(rows));
    }

    public void awaitRequests(int requests) {
        Waiting.exactly(requests, messenger::requests);
    }

    public void awaitTexts(long chat, int texts) {
        Waiting.exactly(texts, () -> messenger.texts(chat));
    }

    List<Long> threads(long chat) {
        return messenger.requests().stream()
                .filter(request -> request.chat() == chat)
                .map(ScriptedMessenger.Request::thread)
                .toList();
    }

    /// The messages that were edited or deleted, and what they show now, such as `m-1-0: text`.
    public List<String> edits() {
        return messenger.requests().stream()
                .filter(request -> request.edits().isPresent())
                .map(request -> request.edits().orElseThrow() + ": " + request.text())
                .toList();
    }

    public void execute(String sql, Object... values) {
        write(tx -> tx.handle().execute(sql, values));
    }

    /// Waits until so many deliveries are in a state that they do not leave meanwhile.
    public void await(String state, long deliveries) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertCount(state).isGreaterThanOrEqualTo(deliveries));
        assertCount(state).isEqualTo(deliveries);
    }

    private AbstractLongAssert<?> assertCount(String state) {
        return assertThat(count(state))
                .as(() -> state + ", of "
                        + rows("SELECT number || ' ' || cause || ' ' || state FROM delivery ORDER BY number LIMIT 50"));
    }

    public long count(String state) {
        return database.read(tx -> tx.select("SELECT count(*) FROM delivery WHERE state = ?", state)
                .mapTo(Long.class)
                .one());
    }

    SendStore store() {
        return new SendStore(messenger.platform(), LeaderTerm.PERMANENT);
    }

    public List<Delivery> due(int priority) {
        return database.read(tx -> store().due(tx, priority, clock.instant(), 100));
    }

    /// Claims the delivery as it was read, and returns its number.
    public Set<Long> claim(Delivery due) {
        var wanted = new Ready<String>(due, List.of(), List.of());
        return database.write(
                tx -> store().claim(tx, List.of(wanted), clock.instant().plusSeconds(120)));
    }

    /// The reader of the delivery that has been claimed and shows digests.
    public FittedReader fittedReader() {
        List<String> stored = rows("SELECT reader FROM delivery WHERE reader IS NOT NULL");
        assertThat(stored).hasSize(1);
        return FittedReader.read(stored.getFirst()).orElseThrow();
    }

    /// One text of each row of the query, such as `1 queued`.
    public List<String> rows(String sql) {
        return database.read(
                tx -> tx.handle().createQuery(sql).map((row, _) -> text(row)).list());
    }

    /// SQLite has no type for truth values and shows them as numbers.
    private static String text(ResultSet row) throws SQLException {
        return row.getObject(1) instanceof Boolean value ? (value ? "1" : "0") : row.getString(1);
    }

    public void write(Consumer<Transaction> work) {
        database.writeWithoutResult(work);
    }

    /// Ends the terms of the senders, as if this process were no longer the leader.
    public void endTerms() {
        senders.forEach(Sender::close);
        senders.clear();
        looks.clear();
    }

    /// Ends the senders, as if this process ended, when all results are stored.
    public void closeSenders() {
        endTerms();
        resultWriters.values().forEach(writer -> Awaitility.await().until(writer::unsettled, Set::isEmpty));
        closeWriters();
    }

    /// Ends the senders though their results may not be stored.
    public void abandonSenders() {
        endTerms();
        closeWriters();
    }

    private void closeWriters() {
        resultWriters.values().forEach(ResultWriter::close);
        resultWriters.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        messenger.answerAll();
        close();
        TestDatabase.delete(Objects.requireNonNull(file.getParent()));
    }

    @Override
    public void close() {
        abandonSenders();
        planner.close();
        database.close();
    }
}
