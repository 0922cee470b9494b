package digestbot.telegram;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.cluster.LeaderTerm;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.action.SubscribeAction;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The adapter with a scripted bot behind it and, until told otherwise, a simulator in front of it;
/// one for each test.
final class TelegramFixture
        implements BeforeEachCallback, AfterEachCallback, CommandHandler, ReplyQueue, ChatReachability {

    static final ApiToken TOKEN = new ApiToken("77:secret");

    static final SandboxPerson ANN = new SandboxPerson(5, "Ann", "de");
    static final SandboxPerson OWNER = new SandboxPerson(9, "Olga", "es");
    static final SandboxPlace OWNERS_CHAT = new SandboxPlace(9, SandboxPlace.Kind.PRIVATE, "");
    static final SandboxPlace ANNS_CHAT = new SandboxPlace(5, SandboxPlace.Kind.PRIVATE, "");
    static final SandboxPlace GROUP = new SandboxPlace(-500, SandboxPlace.Kind.GROUP, "Readers");

    private static final Map<Long, OperatorRank> STAFF = Map.of(OWNER.id(), OperatorRank.OWNER);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-05T12:00:00Z"));
    final InstantSource clock = now::get;
    final List<CommandRequest> asked = new CopyOnWriteArrayList<>();
    final List<String> learnt = new CopyOnWriteArrayList<>();
    /// The number of requests outside the outbox that may be made.
    final AtomicInteger searches = new AtomicInteger();
    final AtomicInteger permitted = new AtomicInteger(Integer.MAX_VALUE);

    final TelegramSandbox sandbox = TelegramSandbox.start(0, TOKEN.reveal(), "digest_bot");
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    private final TestDatabase storage = new TestDatabase();
    final Database database = storage.database();
    volatile Function<CommandRequest, Reply> script = _ -> new Reply.NoReply();
    /// The results of [#tellOfPins].
    final List<Boolean> told = new CopyOnWriteArrayList<>();
    private Optional<Adapter> adapter = Optional.empty();

    private record Adapter(TelegramConnection connection, TelegramReceiver platform) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.listen(events::add);
        sandbox.answerWithin(Duration.ofMinutes(5)); // a busy machine may take longer than Telegram permits
    }

    /// Starts in the background, and starts again what ends.
    TelegramReceiver start(URI url, ApiToken token) {
        TelegramReceiver platform = receiver(url, token);
        platform.start(STAFF);
        return platform;
    }

    private TelegramReceiver receiver(URI url, ApiToken token) {
        var connection = new TelegramConnection(new TelegramSettings(token, url));
        var platform = new TelegramReceiver(
                connection,
                database,
                this,
                sending(),
                this,
                LeaderTerm.PERMANENT,
                new Clocks(clock, () -> now.get().toEpochMilli() * 1_000_000));
        adapter = Optional.of(new Adapter(connection, platform));
        return platform;
    }

    /// Polls as soon as it returns. What ends is started again by the test alone.
    TelegramReceiver start(TelegramSandbox server) {
        TelegramReceiver platform = receiver(server.url(), TOKEN);
        platform.menus.collect(STAFF);
        ensurePolling();
        return platform;
    }

    void ensurePolling() {
        try {
            adapter.orElseThrow().platform().ensurePolling();
        } catch (TelegramApiException e) {
            throw new AssertionError(e);
        }
    }

    TelegramReceiver start() {
        return start(sandbox);
    }

    /// A connection that receives nothing.
    TelegramConnection connection() {
        return new TelegramConnection(new TelegramSettings(TOKEN, sandbox.url()));
    }

    private TelegramReceiver.ReplySending sending() {
        return new TelegramReceiver.ReplySending(this, (_, _, _) -> TelegramMessengerTest.document("{}"), permits());
    }

    private RequestPermits permits() {
        return new RequestPermits() {
            @Override
            public Optional<Runnable> acquire(Chat chat, boolean isNewMessage, Duration patience) {
                return permitted.getAndDecrement() > 0 ? Optional.of(() -> {}) : Optional.empty();
            }

            @Override
            public void limited(Chat chat, SendResult.RateLimited required) {}
        };
    }

    /// Handles updates with the client, without receiving any.
    UpdateHandler updates(TelegramClient client, CommandHandler handler, LeaderTerm term) {
        var privately = new PrivateReplies(client, MessageKeyboards.OF_ANY_ACCOUNT, permits(), database, clock);
        var replies = new UpdateReplies(this, sending().files(), privately, new BotAccount("digest_bot"));
        return new UpdateHandler(
                database,
                handler,
                replies,
                this,
                term,
                new ChatAdminLookup(client, Duration.ofMinutes(5)),
                client,
                _ -> {});
    }

    void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        now.updateAndGet(before -> before.plus(time));
    }

    void stop() {
        adapter.ifPresent(running -> {
            running.platform().close();
            running.connection().close();
        });
        adapter = Optional.empty();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        stop();
        storage.afterEach(context);
        sandbox.close();
    }

    List<Action> actions() {
        return asked.stream().map(CommandRequest::action).toList();
    }

    @Override
    public Reply answer(Transaction transaction, CommandRequest request) {
        Reply reply = script.apply(request);
        asked.add(request);
        return reply;
    }

    @Override
    public boolean needsChatAdmin(Invocation invocation, Chat chat) {
        return invocation.action() instanceof SubscribeAction.Subscribe
                || invocation.action() instanceof SubscribeAction.SubscribeTopic;
    }

    @Override
    public void reply(Transaction transaction, Destination to, String language, Content content) {
        transaction.afterCommit(() -> messenger().send(to, TelegramRenderer.render(content), "", false));
    }

    @Override
    public void replyToSearch(Transaction transaction, Destination to, String language, Content content) {
        searches.incrementAndGet();
        reply(transaction, to, language, content);
    }

    @Override
    public void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest) {
        var file = TelegramMessengerTest.document("{}");
        transaction.afterCommit(() -> messenger()
                .send(to, TelegramRenderer.render(fileRequest.beside()).with(file), "", false));
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        transaction.afterCommit(() -> messenger().edit(to, messageId, TelegramRenderer.render(content)));
    }

    @Override
    public boolean tellOfPins(Transaction transaction, Chat chat) {
        boolean first = ReplyQueue.super.tellOfPins(transaction, chat);
        told.add(first);
        return first;
    }

    private TelegramMessenger messenger() {
        return adapter.orElseThrow().connection().messenger();
    }

    @Override
    public void unreachable(Transaction transaction, Chat chat, String why) {
        learnt.add("lost " + chat.id() + ": " + why);
    }

    @Override
    public void back(Transaction transaction, Chat chat) {
        learnt.add("back " + chat.id());
    }

    @Override
    public void present(Transaction transaction, Chat chat, Predicate<String> removed) {
        throw new UnsupportedOperationException("Telegram has no list of chats");
    }

    @Override
    public void moved(Transaction transaction, Chat from, long to) {
        learnt.add("moved " + from.id() + " to " + to);
    }

    static Content content(String text) {
        return Content.of(
                List.of(Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(text)))))), List.of());
    }

    static Content content(String text, Button button) {
        return new Content(content(text).panels(), List.of(List.of(button)), Optional.empty());
    }

    /// The texts of the bot's messages.
    static List<String> shown(TelegramSandbox server, SandboxPlace place) {
        return server.screen(place).stream()
                .filter(message -> message.author().isEmpty())
                .map(TelegramFixture::text)
                .toList();
    }

    List<String> shown(SandboxPlace place) {
        return shown(sandbox, place);
    }

    void awaitShown(SandboxPlace place, int count) {
        Waiting.exactly(count, () -> shown(place));
    }

    /// The bot, which starts now, has answered a command of the person with this message.
    ShownMessage posted(SandboxPerson person, SandboxPlace place, Content content) {
        script = _ -> PublicReplies.toAll(content);
        start();
        sandbox.write(person, place, "/topics");
        awaitShown(place, 1);
        return sandbox.screen(place).getLast();
    }

    void awaitAsked(int count) {
        Waiting.exactly(count, () -> asked);
    }

    List<RecordedRequest> requests(String method) {
        return sandbox.requests().stream()
                .filter(request -> request.path().equalsIgnoreCase(method))
                .toList();
    }

    /// The person presses the first button of the place's last message.
    void press(SandboxPerson person, SandboxPlace place) {
        sandbox.press(person, place, sandbox.screen(place).getLast().id(), 1, 0);
    }

    <E extends SandboxEvent> List<E> seen(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static String text(ShownMessage message) {
        return message.rows().stream()
                .flatMap(row -> switch (row) {
                    case ClientRow.Line line ->
                        Stream.of(line.spans().stream().map(ClientSpan::text).collect(Collectors.joining()));
                    case ClientRow.AttachedFile file -> Stream.of(file.text());
                    default -> Stream.empty();
                })
                .collect(Collectors.joining("\n"));
    }
}
