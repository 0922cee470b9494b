package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.app.ChatModule;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.vote.TestVotes;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.PlainPreviews;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.cluster.LeaderTerm;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.SqliteCopy;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.DiscordRenderer;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.library.intake.HoldPolicy;
import digestbot.markdown.PlainText;
import digestbot.ops.notice.OperatorNotices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// A person and the bot's commands, with a library of real files. It is noon of 2026-02-06, UTC.
public final class ConversationFixture implements AutoCloseable {

    public static final Destination PRIVATE = chat(501, ChatType.PRIVATE, "");
    public static final Destination GROUP =
            new Destination(chat(-77, ChatType.GROUP, "Readers").chat(), 9);

    public static final Destination SERVER =
            new Destination(new Chat(Platform.DISCORD, 4_077, ChatType.GROUP, "Readers #news"), 0);

    /// A chat that others can follow.
    public static final ChatFeatures FORUM = new ChatFeatures(ChatFeatures.PlaceLabels.FORUM);
    public static final Person OWNER = new Person(Platform.TELEGRAM, 900, "en");

    public static final Person OWNER_ON_DISCORD = new Person(Platform.DISCORD, 901, "en");

    private static final Duration WHOLE = Duration.ofMillis(300);

    public final Database database;
    public final Library library = new Library(new DigestParser()::parse);
    private final Path folder;
    public final SubscriptionService subscriptions;
    private final ChatModule chat;
    private final CommandHandler commands;
    public final BroadcastService broadcasts;
    public final OperatorNotices notices;
    public final RoleCommands roles;
    public final DigestReview heldDigests;
    public final Permissions permissions;
    private FolderImport intake;
    private Instant now = Instant.parse("2026-02-06T12:00:00Z");
    private long nanoTime;
    private boolean hurried;
    private final StringBuilder transcript = new StringBuilder();
    private Reply last = new Reply.NoReply();
    private Person person = new Person(Platform.TELEGRAM, 501, "en");

    public ConversationFixture(Path base) throws IOException {
        this(base, TestDatabase.open(Files.createDirectories(base).resolve("d.sqlite")));
    }

    private ConversationFixture(Path base, Database database) throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        this.database = database;
        subscriptions = new SubscriptionService(library, new OutboxEvents(), () -> now);
        var china = new StyleRegistry.PerspectiveStyleConfig(Optional.empty(), OptionalInt.empty(), Optional.of("PRC"));
        var styles =
                new StyleRegistry(Map.of("us-china", new StyleRegistry.TopicStyle("", false, Map.of("china", china))));
        var outboxEvents = new OutboxEvents();
        broadcasts = new BroadcastService(
                database,
                new FanOutStore(outboxEvents, () -> now),
                new Outbox(outboxEvents, () -> now),
                new PlainPreviews(),
                Set.copyOf(Platform.all()),
                () -> now);
        notices = new OperatorNotices(new Outbox(outboxEvents, () -> now), Set.of(), Clocks.of(() -> now));
        chat = ChatModule.of(
                new ChatModule.ChatSettings(
                        Set.of(OWNER, OWNER_ON_DISCORD),
                        styles,
                        new LatePolicy(ZoneOffset.UTC, Duration.ofHours(2)),
                        WebPageFinder.NONE,
                        new PrivacyCommands.RetentionPolicy(180, 7, false)),
                library,
                subscriptions,
                notices,
                SilentPublications.NOTHING,
                TestVotes.SERVICE,
                broadcasts,
                new Clocks(() -> now, () -> nanoTime));
        commands = chat.commands();
        permissions = chat.permissions();
        roles = chat.roles();
        heldDigests = chat.heldDigests();
        intake = intake(HoldPolicy.NOTHING);
    }

    private FolderImport intake(HoldPolicy holdPolicy) {
        var settings =
                new FolderImport.ImportSettings(folder, 1 << 20, WHOLE, FirstStartPolicies.everything(holdPolicy));
        return new FolderImport(
                database,
                library,
                settings,
                SilentPublications.NOTHING,
                (_, _, _) -> {},
                LeaderTerm.PERMANENT,
                () -> now);
    }

    public void hold(HoldPolicy.HoldMode when) {
        intake.close();
        intake = intake(new HoldPolicy(when, Duration.ofHours(2)));
    }

    /// With two topics: “US vs China” (number 1) of two days, and “World Trade” (number 2) of one.
    /// The digests' numbers are 1 and 3, and 2.
    public static ConversationFixture ofTwoTopics(Path base) throws IOException {
        if (TestDatabase.isPostgres()) {
            var conversation = new ConversationFixture(base);
            conversation.arriveTwoTopics();
            return conversation;
        }
        return TwoTopics.copy(base);
    }

    private void arriveTwoTopics() throws IOException {
        arrive("us-china", "US vs China", "2026-02-05", "us: United States", "china: China");
        arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        arrive("us-china", "US vs China", "2026-02-06", "us: United States", "china: China");
    }

    /// The files of [#ofTwoTopics], made once: importing the digests takes longer than most tests.
    private static final class TwoTopics {
        private static final Map<String, byte[]> DIGESTS = new LinkedHashMap<>();
        private static final SqliteCopy DATABASE;
        private static final Instant LAST;

        static {
            try {
                Path base = Files.createTempDirectory("two-topics");
                try (var conversation = new ConversationFixture(base)) {
                    conversation.arriveTwoTopics();
                    LAST = conversation.now;
                    for (String digest : conversation.folder.toFile().list()) {
                        DIGESTS.put(digest, Files.readAllBytes(conversation.folder.resolve(digest)));
                    }
                }
                DATABASE = SqliteCopy.of(base.resolve("d.sqlite"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static ConversationFixture copy(Path base) throws IOException {
            var conversation = new ConversationFixture(base, DATABASE.open(base.resolve("d.sqlite")));
            for (var digest : DIGESTS.entrySet()) {
                Files.write(conversation.folder.resolve(digest.getKey()), digest.getValue());
            }
            conversation.setClock(Duration.between(conversation.now, LAST));
            return conversation;
        }
    }

    /// Puts a digest into the folder and imports it.
    ///
    /// @param perspectives such as `us: United States`, or `us: United States: Ports reopen.` with
    ///     its point
    public void arrive(String topic, String name, String day, String... perspectives) throws IOException {
        write(topic, name, day, perspectives);
        take();
    }

    private void write(String topic, String name, String day, String... perspectives) throws IOException {
        var text = new StringBuilder("---\ndate: %s\ntopic: %s\ntopicName: \"%s\"\n".formatted(day, topic, name));
        text.append("perspectives:\n");
        List<String[]> parts =
                Stream.of(perspectives).map(each -> each.split(": ", 3)).toList();
        parts.forEach(part -> text.append("  - {id: %s, name: %s}\n".formatted(part[0], part[1])));
        text.append("---\n## Highlights\n\n- What %s is about on %s\n\n".formatted(topic, day));
        for (String[] part : parts) {
            String point = part.length > 2 ? part[2] : "As %s tells %s".formatted(part[1], topic);
            text.append("## %s\n\n- %s\n\n".formatted(part[1], point));
        }
        text.append("## Sources\n\n1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026)\n");
        Files.writeString(folder.resolve(day + "-" + topic + ".md"), text);
    }

    public void arriveText(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        take();
    }

    /// Puts the digest of “World Trade” of that day of February in that language into the folder
    /// and imports it; it says `Zoll` and its language.
    public void arriveIn(String language, int day, String... perspectives) throws IOException {
        var text = new StringBuilder("---\ndate: 2026-02-%02d\ntopic: trade\ntopicName: World Trade\n".formatted(day));
        text.append("language: %s\nperspectives:\n".formatted(language));
        for (String perspective : perspectives) {
            text.append("  - {id: %1$s, name: Side %1$s}\n".formatted(perspective));
        }
        text.append("---\n## Highlights\n\n- Zoll %s\n\n".formatted(language));
        for (String perspective : perspectives) {
            text.append("## Side %1$s\n\n- %2$s tells %1$s\n\n".formatted(perspective, language));
        }
        arriveText("%02d.%s.md".formatted(day, language), text.toString());
    }

    private void take() {
        intake.step(() -> {});
        pass(WHOLE);
        intake.step(() -> {});
    }

    /// Imports so many more topics, from “Topic 10” on.
    public void arriveMany(int topics) throws IOException {
        for (int i = 10; i < 10 + topics; i++) {
            write("topic-" + i, "Topic " + i, "2026-02-06", "us: United States", "eu: European Union");
        }
        take();
    }

    /// Imports digests of “US vs China” of so many days of January, from the first.
    public void arriveDaily(int days) throws IOException {
        for (int day = 1; day <= days; day++) {
            write("us-china", "US vs China", "2026-01-%02d".formatted(day), "us: United States", "china: China");
        }
        take();
    }

    public void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        now = now.plus(time);
        nanoTime += time.toNanos();
    }

    public Instant now() {
        return now;
    }

    /// Sets the wall clock, which may go back; no time passes.
    public void setClock(Duration ahead) {
        Waiting.refuseWithinCondition("the clock is set");
        now = now.plus(ahead);
    }

    /// From now on no time passes between two requests except by [#pass]. Until then, nobody
    /// exceeds a rate limit.
    public void hurry() {
        hurried = true;
    }

    /// A command that nobody sent, in a transaction that can't write.
    public Reply rehearse() {
        return database.read(tx -> commands.warmUp(tx, Platform.DISCORD));
    }

    public void as(Platform platform, String language) {
        person = new Person(platform, 501, language);
    }

    public void as(Person other) {
        person = other;
    }

    public Person person() {
        return person;
    }

    public Reply onDiscord(boolean manager, Action typed) {
        return onDiscord(manager, Invocation.typed(typed));
    }

    public Reply onDiscord(boolean manager, Invocation invocation) {
        return answer(new CommandRequest(person, SERVER, manager, Optional.empty(), invocation));
    }

    public Reply privately(Action typed) {
        return privately(Invocation.typed(typed));
    }

    public Reply privately(Invocation invocation) {
        return privately(person, invocation);
    }

    public Reply privately(Person other, Action typed) {
        return privately(other, Invocation.typed(typed));
    }

    public Reply privately(Person other, Invocation invocation) {
        return answer(new CommandRequest(other, PRIVATE, true, Optional.of(PRIVATE), invocation));
    }

    public Reply asOwner(Action typed) {
        return asOwner(Invocation.typed(typed));
    }

    public Reply asOwner(Invocation invocation) {
        return privately(OWNER, invocation);
    }

    public Reply asManager(Action typed) {
        return asManager(Invocation.typed(typed));
    }

    public Reply asManager(Invocation invocation) {
        return answer(new CommandRequest(person, GROUP, true, Optional.of(PRIVATE), invocation));
    }

    public Reply asMember(Action typed) {
        return asMember(Invocation.typed(typed));
    }

    public Reply asMember(Invocation invocation) {
        return answer(new CommandRequest(person, GROUP, false, Optional.of(PRIVATE), invocation));
    }

    public Reply in(Destination from, Action typed, ChatFeatures features) {
        return in(from, Invocation.typed(typed), features);
    }

    public Reply in(Destination from, Invocation invocation, ChatFeatures features) {
        return answer(new CommandRequest(
                person,
                from,
                true,
                Optional.of(PRIVATE),
                invocation,
                features,
                Optional.empty(),
                "",
                Optional.empty()));
    }

    CommandHandler commands() {
        return commands;
    }

    public Reply answer(CommandRequest request) {
        nanoTime += hurried ? 0 : Duration.ofMinutes(1).toNanos();
        commands.prepare(request.action(), request.person());
        Reply reply = database.write(tx -> commands.answer(tx, request));
        transcript.append(Transcripts.exchange(request, reply));
        last = reply;
        return reply;
    }

    /// Asserts that the last answer says these, one after another: its text and its buttons, as golden
    /// files have them.
    public void assertSays(String... parts) {
        assertThat(Transcripts.answer(last)).containsSubsequence(parts);
    }

    /// The person's command is answered so in their own chat, as [#assertSays] says.
    public void assertAnswers(Action typed, String... parts) {
        privately(typed);
        assertSays(parts);
    }

    public void assertAnswers(Invocation asked, String... parts) {
        privately(asked);
        assertSays(parts);
    }

    /// The person's press is answered so in their own chat.
    public void assertPress(Action press, String... parts) {
        assertAnswers(pressed(press), parts);
    }

    public void assertOwner(Action typed, String... parts) {
        assertOwner(Invocation.typed(typed), parts);
    }

    public void assertOwner(Invocation asked, String... parts) {
        asOwner(asked);
        assertSays(parts);
    }

    public void assertSaysNot(String... parts) {
        assertThat(Transcripts.answer(last)).doesNotContain(parts);
    }

    /// Asserts that the chat's stored preferences, followed by its subscriptions, have these, one
    /// after another, such as `us-china: all, FULL, STACKED, Immediately[]`.
    public void assertStored(Destination chat, String... parts) {
        String stored = database.<Optional<Subscriber>>read(tx -> new SubscriberStore()
                        .find(tx, chat.chat().platform(), chat.chat().id()))
                .map(subscriber -> Transcripts.stored(
                        subscriber,
                        database.read(tx -> subscriptions.of(tx, subscriber.number()).stream()
                                .map(listed -> listed.subscription())
                                .toList())))
                .orElse("nothing");
        assertThat(stored).containsSubsequence(parts);
    }

    /// The requests and replies since the last call.
    String takeTranscript() {
        String taken = transcript.toString();
        transcript.setLength(0);
        return taken;
    }

    public static Invocation pressed(Action press) {
        return new Invocation(press, true);
    }

    public DigestSuggestions suggestions() {
        return new DigestSuggestions(database, library, heldDigests, permissions);
    }

    /// The actions in the audit log, the newest first.
    public List<AuditAction> deeds() {
        return database.read(tx -> AuditStore.page(tx, 100, 0)).stream()
                .map(AuditEntry::action)
                .toList();
    }

    /// The first column of the query's rows.
    public List<String> rows(String sql) {
        return database.read(
                tx -> tx.handle().createQuery(sql).mapTo(String.class).list());
    }

    public void execute(String sql) {
        database.writeWithoutResult(tx -> tx.handle().execute(sql));
    }

    /// Queues a delivery of the topic's digest to the only chat, due in seconds since 1970.
    public void owe(String topic, long digest, long due) {
        execute("""
            INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
            SELECT number, platform, 'digest', 1, %1$d, %1$d, 0 FROM subscriber\
            """.formatted(due * 1_000));
        execute("""
            INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
            SELECT d.number, 0, %d, s.number FROM delivery d, subscription s WHERE s.topic = '%s'\
            """.formatted(digest, topic));
    }

    public Reply press(Action press) {
        return privately(pressed(press));
    }

    /// Presses the button of the last reply whose label begins so, in the person's own chat.
    public Reply tap(String label) {
        return press(pressOf(last, label));
    }

    public Reply pressAsManager(Action press) {
        return asManager(pressed(press));
    }

    public boolean needsManager(Invocation invocation) {
        return commands.needsChatAdmin(invocation, GROUP.chat());
    }

    public Subscription subscription(Destination chat, String topic) {
        return database.read(tx -> new ChatSubscriptions(library, subscriptions).to(tx, chat.chat(), topic))
                .orElseThrow();
    }

    public Subscriber subscriber(Destination chat) {
        return database.read(tx -> new ChatSubscriptions(library, subscriptions).subscriber(tx, chat.chat()))
                .orElseThrow();
    }

    /// The text of the reply after the kind of the reply, such as `Say: …`.
    public static String told(Reply reply) {
        return switch (reply) {
            case Reply.PublicMessage(var content) -> "Say: " + text(content.part());
            case Reply.EphemeralMessage(Content content) -> "Whisper: " + text(content);
            case Reply.EditPressed(Content content, int page, String toast) ->
                (toast.isEmpty() ? "" : "Toast: " + toast + "\n") + "Replace, page " + page + ": " + text(content);
            case Reply.EphemeralView(Content content, int page, String payload, boolean _) ->
                "Aside " + Action.Linkable.fromPayload(payload).orElseThrow() + ", page " + page + ": " + text(content);
            case Reply.SharedView(var content, int page) ->
                "Share in " + content.language() + ", page " + page + ": " + text(content.part());
            case Reply.OpenModal(String title, String label, var _, var _, Content otherwise) ->
                "Compose " + title + " / " + label + ": " + text(otherwise);
            case Reply.PublicFile(var file) ->
                "File to all: " + text(file.part().beside());
            case Reply.PrivateFile(FileRequest file) -> "File: " + text(file.beside());
            case Reply.Toast(String text) -> "Toast: " + text;
            case Reply.NoReply() -> "Silence";
        };
    }

    private static String text(Content content) {
        var text = new StringBuilder(content.picture()
                .map(broadcast -> "🖼 of broadcast " + broadcast + "\n")
                .orElse(""));
        content.panels()
                .forEach(panel -> text.append(panel.title())
                        .append(panel.title().isEmpty() ? "" : "\n")
                        .append(PlainText.of(panel.body()))
                        .append(panel.footer().isEmpty() ? "" : "\n")
                        .append(PlainText.ofInlines(panel.footer()))
                        .append('\n'));
        return text.toString().strip();
    }

    /// The reply's buttons, each as [#button], row after row.
    public static List<String> buttons(Reply reply) {
        return content(reply).buttons().stream()
                .flatMap(List::stream)
                .map(ConversationFixture::button)
                .toList();
    }

    /// The number of buttons of the reply that fit into a Discord message of 40 components; the
    /// others are omitted.
    public static int buttonsOnDiscord(Reply reply) {
        String payload = DiscordRenderer.render(content(reply)).payload();
        return payload.split("\"custom_id\"", -1).length - 1;
    }

    /// Asserts that every button of the press's answer fits into a message on Discord, at most five
    /// in a row.
    public void assertFitsOnDiscord(Action press) {
        Reply reply = press(press);
        assertThat(buttonsOnDiscord(reply))
                .as(press.toString())
                .isEqualTo(buttons(reply).size());
        assertThat(content(reply).buttons()).allSatisfy(row -> assertThat(row).hasSizeBetween(1, 5));
    }

    static List<String> marked(Reply reply) {
        return content(reply).buttons().stream()
                .flatMap(List::stream)
                .filter(Button::current)
                .map(Button::label)
                .toList();
    }

    public static Content content(Reply reply) {
        return switch (reply) {
            case Reply.PublicMessage(var said) -> said.part();
            case Reply.EphemeralMessage(Content said) -> said;
            case Reply.EditPressed(Content said, int _, String _) -> said;
            case Reply.EphemeralView(Content said, int _, String _, boolean _) -> said;
            case Reply.SharedView(var said, int _) -> said.part();
            case Reply.OpenModal compose -> compose.fallback();
            case Reply.PublicFile(var file) -> file.part().beside();
            case Reply.PrivateFile(FileRequest file) -> file.beside();
            case Reply.Toast _, Reply.NoReply _ -> throw new AssertionError(told(reply) + " has no buttons");
        };
    }

    /// The press of the first of the reply's buttons whose label begins with this.
    public static Action pressOf(Reply reply, String label) {
        return content(reply).buttons().stream()
                .flatMap(List::stream)
                .filter(button -> button.label().startsWith(label))
                .map(button -> switch (button.action()) {
                    case Button.Action.Callback(var press) -> press;
                    case Button.Action.Menu menu -> (Action) menu.press();
                    default -> throw new AssertionError(button + " has no press");
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button “" + label + "…”: " + buttons(reply)));
    }

    public static String button(String label, Action press) {
        return label + " " + press;
    }

    static String button(Button button) {
        return switch (button.action()) {
            case Button.Action.Callback(Action press) -> button(button.label(), press);
            case Button.Action.OpenUrl open ->
                button.label() + " " + open.address().url();
            case Button.Action.AskForReply() -> button.label() + " as a reply";
            case Button.Action.ShareInChat(var view, var _) -> button.label() + " by " + view.payload();
            case Button.Action.Menu(var press, var _, var _) -> button(button.label(), press);
        };
    }

    private static Destination chat(long id, ChatType kind, String title) {
        return new Destination(new Chat(Platform.TELEGRAM, id, kind, title), 0);
    }

    @Override
    public void close() {
        intake.close();
        database.close();
    }
}
