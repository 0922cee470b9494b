package digestbot.telegram;

import digestbot.command.Answering;
import digestbot.command.Command;
import digestbot.command.Permissions.Standing;
import digestbot.command.Reply;
import digestbot.command.Request;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.Destination;
import digestbot.delivery.FileWish;
import digestbot.delivery.Reachability;
import digestbot.delivery.Replies;
import digestbot.delivery.Token;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Row;
import digestbot.sandbox.Someone;
import digestbot.sandbox.Span;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.subscription.Chat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The adapter with a scripted bot behind it and, until told otherwise, a sandbox in front of it.
final class TelegramTrial implements AutoCloseable, Answering, Replies, Reachability {

    static final Someone ANN = new Someone(5, "Ann", "de");
    static final Someone OWNER = new Someone(9, "Olga", "es");
    static final Place OWNERS_CHAT = new Place(9, Place.Kind.PRIVATE, "");
    static final Place ANNS_CHAT = new Place(5, Place.Kind.PRIVATE, "");
    static final Place GROUP = new Place(-500, Place.Kind.GROUP, "Readers");

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-05T12:00:00Z"));
    final InstantSource clock = now::get;
    final List<Request> asked = new CopyOnWriteArrayList<>();
    final List<String> learnt = new CopyOnWriteArrayList<>();
    final Database database;
    volatile Function<Request, Reply> script = _ -> new Reply.Silence();
    private Optional<Adapter> adapter = Optional.empty();

    private record Adapter(TelegramConnection connection, TelegramPlatform platform) {}

    TelegramTrial(Path folder) {
        database = Database.open(folder.resolve("digestbot.sqlite"));
    }

    static TelegramSandbox sandbox() {
        return TelegramSandbox.start(0, "77:secret", "digest_bot", InstantSource.system());
    }

    TelegramPlatform start(URI url, Token token) {
        var connection = new TelegramConnection(new TelegramSettings(token, url));
        var platform = new TelegramPlatform(
                connection,
                new TelegramPlatform.Behind(database, this, this, this),
                Map.of(OWNER.id(), Standing.OWNER),
                new Clocks(clock, () -> now.get().toEpochMilli() * 1_000_000));
        adapter = Optional.of(new Adapter(connection, platform));
        platform.start();
        return platform;
    }

    TelegramPlatform start(TelegramSandbox sandbox) {
        return start(sandbox.url(), new Token("77:secret"));
    }

    void stop() {
        adapter.ifPresent(running -> {
            running.platform().close();
            running.connection().close();
        });
        adapter = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        database.close();
    }

    List<Command> commands() {
        return asked.stream().map(Request::command).toList();
    }

    @Override
    public Reply answer(Transaction transaction, Request request) {
        Reply reply = script.apply(request);
        asked.add(request);
        return reply;
    }

    @Override
    public boolean needsDirect(Command command) {
        return false;
    }

    @Override
    public boolean needsManager(Command command, Chat chat) {
        return command instanceof Command.Subscribe
                || (command instanceof Command.Pressed(var press)
                        && press.filter(Press.Subscribe.class::isInstance).isPresent());
    }

    @Override
    public void say(Transaction transaction, Destination to, String language, Content content) {
        transaction.afterCommit(() -> messenger().send(to, TelegramRenderer.render(content), "", false));
    }

    @Override
    public void file(Transaction transaction, Destination to, String language, FileWish wish) {
        var file = TelegramMessengerTest.document("{}");
        transaction.afterCommit(() ->
                messenger().send(to, TelegramRenderer.render(wish.beside()).with(file), "", false));
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        transaction.afterCommit(() -> messenger().edit(to, messageId, TelegramRenderer.render(content)));
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

    /// What the bot's messages say.
    static List<String> shown(TelegramSandbox sandbox, Place place) {
        return sandbox.screen(place).stream()
                .filter(bubble -> bubble.author().isEmpty())
                .map(TelegramTrial::text)
                .toList();
    }

    static String text(Bubble bubble) {
        return bubble.rows().stream()
                .filter(Row.Line.class::isInstance)
                .map(Row.Line.class::cast)
                .map(line -> line.spans().stream().map(Span::text).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }
}
