package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.chat.api.Suggestions;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.cluster.SeatTerm;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.gateway.GatewayShare;
import digestbot.discord.thread.DiscussionThreads;
import digestbot.library.archive.Library;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.vote.TestVotes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Discord sandbox with the real adapter logged in, and a handler whose answers a test sets.
final class DiscordFixture implements AutoCloseable {

    static final String TOKEN = "MTIzNDU2Nzg5.G4ck+t/r=.sandbox-bot-token";

    final DiscordSandbox sandbox = DiscordSandbox.start(0, TOKEN, InstantSource.system());
    final Database database;
    final Answers answers = new Answers();
    final Chats chats = new Chats();
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    int opensPerMinute = DiscordSettings.OPENS_PER_MINUTE;
    DiscordPlatform platform;

    DiscordFixture(Path folder) {
        this(folder, _ -> {});
    }

    /// @param prepared prepares the server before the bot logs in
    DiscordFixture(Path folder, Consumer<DiscordSandbox> prepared) {
        sandbox.acknowledgeWithin(Duration.ofSeconds(30)); // a busy machine may take longer than Discord permits
        prepared.accept(sandbox);
        database = TestDatabase.open(folder.resolve("d.sqlite"));
        sandbox.listen(events::add);
        platform = platform();
        logIn();
    }

    /// A new process of the same bot, from Discord's perspective.
    void restart() {
        platform.close();
        platform = platform();
        logIn();
    }

    /// Makes files from an empty library.
    static FileMaker files(Database database) {
        return new FileMaker(
                database,
                new Library(content -> new DigestParser().parse(content)),
                new StyledDigestViews(TopicStyles.DEFAULT),
                TestVotes.SERVICE);
    }

    private DiscordPlatform platform() {
        DiscordSettings usual = settings(sandbox);
        var limited = new DiscordSettings(usual.token(), usual.apiUrl(), usual.gatewayUrl(), opensPerMinute);
        return new DiscordPlatform(
                limited,
                database,
                answers,
                new Samples(),
                chats,
                files(database),
                new Outbox(new OutboxEvents(), InstantSource.system()),
                new RequestCounters(),
                GatewayShare.all(SeatTerm.PERMANENT));
    }

    /// Starts threads from digests, and queues what it says about them.
    static DiscussionThreads discussions(Database database) {
        return new DiscussionThreads(
                database, new Outbox(new OutboxEvents(), InstantSource.system()), ChannelRequest::startThread);
    }

    static DiscordSettings settings(DiscordSandbox sandbox) {
        return new DiscordSettings(new ApiToken(TOKEN), sandbox.apiUrl(), Optional.of(sandbox.gatewayUrl()));
    }

    private void logIn() {
        platform.start();
        try {
            assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until the bot has heard of a channel.
    void awaitKnown(SandboxPlace place) {
        await().until(() -> platform.channel(place.id()).isPresent());
    }

    /// The bot's last message in the place, once there are so many.
    ShownMessage shown(SandboxPlace place, int count) {
        await().until(() -> fromBot(place).size() >= count);
        assertThat(fromBot(place)).hasSize(count);
        return fromBot(place).getLast();
    }

    List<ShownMessage> fromBot(SandboxPlace place) {
        return sandbox.screen(place).stream()
                .filter(message -> message.author().isEmpty())
                .toList();
    }

    static String text(ShownMessage message) {
        return message.rows().stream().map(DiscordFixture::text).collect(Collectors.joining("\n"));
    }

    private static String text(ClientRow row) {
        return switch (row) {
            case ClientRow.Line line ->
                line.spans().stream().map(ClientSpan::text).collect(Collectors.joining());
            case ClientRow.ButtonRow buttons ->
                buttons.buttons().stream().map(key -> "[" + key.label() + "]").collect(Collectors.joining(" "));
            case ClientRow.SelectMenu menu -> menu.placeholder() + " " + menu.choices();
            case ClientRow.Divider() -> "---";
        };
    }

    @Override
    public void close() {
        platform.close();
        sandbox.close();
        database.close();
    }

    /// Answers as the test says, and records the requests.
    static final class Answers implements CommandHandler {
        final List<CommandRequest> asked = new CopyOnWriteArrayList<>();
        final List<Platform> rehearsals = new CopyOnWriteArrayList<>();
        volatile Function<CommandRequest, Reply> reply =
                request -> new Reply.PublicMessage(SampleContents.text("heard"));

        @Override
        public Reply answer(Transaction transaction, CommandRequest request) {
            asked.add(request);
            return reply.apply(request);
        }

        @Override
        public Reply warmUp(Transaction transaction, Platform platform) {
            rehearsals.add(platform);
            return new Reply.PublicMessage(SampleContents.text("heard"));
        }

        @Override
        public boolean needsChatAdmin(Command command, Chat chat) {
            return chat.kind() == ChatType.GROUP
                    && (command instanceof Command.Subscribe || command instanceof Command.Settings);
        }

        CommandRequest last() {
            return asked.getLast();
        }
    }

    /// Records the calls.
    static final class Chats implements ChatReachability {
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void unreachable(Transaction transaction, Chat chat, String why) {
            told.add("unreachable " + chat.id() + ": " + why);
        }

        @Override
        public void back(Transaction transaction, Chat chat) {
            told.add("back " + chat.id());
        }

        @Override
        public void present(Transaction transaction, Chat chat, Predicate<String> removed) {
            Stream.of("the bot was removed from the server", "404 Unknown Guild (10004)", "the channel was deleted")
                    .filter(removed)
                    .forEach(why -> told.add("present " + chat.id() + ": " + why));
        }

        @Override
        public void moved(Transaction transaction, Chat from, long to) {
            told.add("moved " + from.id());
        }
    }

    /// Suggests the typed text, and more than Discord accepts.
    static final class Samples implements Suggestions {

        @Override
        public List<Suggestion> suggest(CommandRequest request, AutocompleteInput input) {
            String typed = input.typed();
            String topic = input.topic();
            return switch (input.option()) {
                case TOPIC -> topics(typed);
                case PERSPECTIVE ->
                    List.of(new Suggestion(
                            "side of " + topic + " like " + typed + " in "
                                    + request.person().language(),
                            "china"));
                case PLACE -> List.of(new Suggestion("zone like " + typed, "Europe/Berlin"));
                case DATE -> List.of(new Suggestion("day of " + topic + " like " + typed, "2026-02-05"));
                case OUTLET_KIND -> List.of();
            };
        }

        private static List<Suggestion> topics(String typed) {
            if (typed.equals("fail")) {
                throw new IllegalStateException("no topics today");
            }
            return typed.equals("many")
                    ? java.util.stream.IntStream.range(0, 40)
                            .mapToObj(i -> new Suggestion("t".repeat(90 + i), "t" + i))
                            .toList()
                    : List.of(new Suggestion("US vs China", "us-china"), new Suggestion("nothing", ""));
        }
    }

    static SandboxPerson person(long id, String name) {
        return new SandboxPerson(id, name, "en");
    }
}
