package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.audience.vote.TestVotes;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.chat.SuggestionProvider;
import digestbot.chat.SuggestionProvider.AutocompleteInput;
import digestbot.chat.SuggestionProvider.Suggestion;
import digestbot.cluster.LeaderTerm;
import digestbot.content.action.Invocation;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.ChannelKind.ChannelKindFinder;
import digestbot.library.archive.Library;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;

/// A Discord sandbox with the real adapter logged in, and a handler whose answers a test sets.
final class DiscordFixture implements AutoCloseable {

    static final String TOKEN = "MTIzNDU2Nzg5.G4ck+t/r=.sandbox-bot-token";

    /// No test takes as long, even on a busy machine.
    static final Duration NEVER = Duration.ofMinutes(10);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    final DiscordSandbox sandbox = DiscordSandbox.start(0, TOKEN);
    final Database database;
    final Answers answers = new Answers();
    final Chats chats = new Chats();
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    int opensPerMinute = DiscordSettings.OPENS_PER_MINUTE;
    private final Duration deferAfter;
    DiscordPlatform platform;

    DiscordFixture(Path folder) {
        this(folder, NEVER, _ -> {});
    }

    DiscordFixture(Path folder, Duration deferAfter, Consumer<DiscordSandbox> prepared) {
        this.deferAfter = deferAfter;
        sandbox.acknowledgeWithin(Duration.ofMinutes(5)); // a busy machine may take longer than Discord permits
        prepared.accept(sandbox);
        database = TestDatabase.open(folder.resolve("d.sqlite"));
        sandbox.listen(events::add);
        platform = platform();
        logIn(platform);
    }

    /// A new process of the same bot, from Discord's perspective.
    void restart() {
        platform.close();
        platform = platform();
        logIn(platform);
    }

    static FileMaker files(Database database) {
        return new FileMaker(
                database,
                new Library(content -> new DigestParser().parse(content)),
                new DigestContentBuilder(StyleRegistry.DEFAULT),
                TestVotes.SERVICE);
    }

    private DiscordPlatform platform() {
        DiscordSettings usual = settings(sandbox);
        return platform(
                new DiscordSettings(usual.token(), usual.apiUrl(), opensPerMinute, usual.limits()),
                database,
                answers,
                chats,
                LeaderTerm.PERMANENT,
                deferAfter);
    }

    static DiscordPlatform platform(
            DiscordSettings settings, Database database, Answers answers, Chats chats, LeaderTerm term) {
        return platform(settings, database, answers, chats, term, NEVER);
    }

    private static DiscordPlatform platform(
            DiscordSettings settings,
            Database database,
            Answers answers,
            Chats chats,
            LeaderTerm term,
            Duration deferAfter) {
        return new DiscordPlatform(
                settings,
                database,
                answers,
                new Samples(),
                chats,
                files(database),
                new Outbox(new OutboxEvents(), InstantSource.fixed(Instant.EPOCH)),
                new RequestCounters(),
                term,
                deferAfter);
    }

    static DiscordSettings settings(DiscordSandbox sandbox) {
        return new DiscordSettings(new ApiToken(TOKEN), sandbox.apiUrl());
    }

    static void logIn(DiscordPlatform platform) {
        platform.start(() -> {});
        try {
            assertThat(platform.awaitReady(Duration.ofMinutes(5)))
                    .as("logged in with all commands registered")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    SandboxPlace channel() {
        return sandbox.channel(name());
    }

    static String name() {
        return "channel-" + COUNTER.incrementAndGet();
    }

    /// A messenger that the gateway has told about no channel yet, as right after a login.
    DiscordMessenger elsewhere(LongSupplier nanoTime) {
        return messenger(() -> platform.anyShard(), Duration.ZERO, nanoTime);
    }

    /// A messenger that is not connected; refused requests demand the pause.
    DiscordMessenger offline(Duration pause) {
        return messenger(Optional::empty, pause, System::nanoTime);
    }

    private DiscordMessenger messenger(Supplier<Optional<JDA>> shard, Duration pause, LongSupplier nanoTime) {
        return new DiscordMessenger(
                shard, new ChannelKindFinder(_ -> Optional.empty(), nanoTime), () -> pause, database);
    }

    static Destination at(SandboxPlace channel) {
        return at(channel, 0);
    }

    static Destination at(SandboxPlace channel, long thread) {
        return new Destination(new Chat(Platform.DISCORD, channel.id(), ChatType.GROUP, channel.title()), thread);
    }

    SendResult send(Destination to, DiscordMessage message) {
        return platform.messenger().send(to, message, name(), false);
    }

    Sent sent(Destination to, DiscordMessage message) {
        SendResult result = send(to, message);
        assertThat(result).isInstanceOf(Sent.class);
        return (Sent) result;
    }

    SendResult send(Destination to, String text) {
        return send(to, DiscordRenderer.render(SampleContents.text(text)));
    }

    long subscriber(Transaction transaction, SandboxPlace channel) {
        return new SubscriberStore()
                .findOrCreate(transaction, at(channel).chat(), Preferences.DEFAULT, Instant.EPOCH)
                .number();
    }

    /// The requests of the bot to this path, which is that of Discord without the version.
    List<RecordedRequest> requests(Predicate<String> path) {
        return sandbox.requests().stream()
                .filter(request -> path.test(request.path()))
                .toList();
    }

    /// The number of direct messages that the bot opened.
    int opened() {
        return requests("/users/@me/channels"::equals).size();
    }

    /// Waits for the handler's answer.
    CommandRequest ask(SandboxPerson person, SandboxPlace place, String line) {
        int before = fromBot(place).size();
        sandbox.write(person, place, line);
        shown(place, before + 1);
        return answers.last();
    }

    /// The place, once the bot knows all of it. JDA shows a channel before it has read its flags
    /// and tags, but reads one event after the other.
    SandboxPlace known(SandboxPlace place) {
        SandboxPlace later = channel();
        await().until(() -> platform.channel(later.id()), Optional::isPresent);
        assertThat(platform.channel(place.id())).as("%s", place).isPresent();
        return place;
    }

    /// The bot's last message in the place, once there are so many and the last one is no promise
    /// of an answer.
    ShownMessage shown(SandboxPlace place, int count) {
        List<ShownMessage> found = await().until(
                        () -> fromBot(place),
                        all -> all.size() >= count && !text(all.getLast()).contains("digestbot is thinking"));
        assertThat(found).as("the bot's messages in %s", place).hasSize(count);
        return found.getLast();
    }

    void awaitText(SandboxPlace place, String text) {
        await().untilAsserted(() -> assertThat(fromBot(place))
                .last()
                .extracting(DiscordFixture::text)
                .isEqualTo(text));
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
            case ClientRow.AttachedFile file -> file.text();
            case ClientRow.Divider() -> "---";
        };
    }

    @Override
    public void close() {
        platform.close();
        sandbox.close();
        database.close();
    }

    static final class Answers implements CommandHandler {
        final List<CommandRequest> asked = new CopyOnWriteArrayList<>();
        final List<Platform> rehearsals = new CopyOnWriteArrayList<>();
        volatile Function<CommandRequest, Reply> reply = Answers::heard;

        private static Reply heard(CommandRequest request) {
            return PublicReplies.toAll(SampleContents.text("heard"));
        }

        void reset() {
            asked.clear();
            reply = Answers::heard;
        }

        void with(Reply always) {
            reply = _ -> always;
        }

        @Override
        public Reply answer(Transaction transaction, CommandRequest request) {
            asked.add(request);
            return reply.apply(request);
        }

        @Override
        public Reply warmUp(Transaction transaction, Platform platform) {
            rehearsals.add(platform);
            return PublicReplies.toAll(SampleContents.text("heard"));
        }

        @Override
        public boolean needsChatAdmin(Invocation invocation, Chat chat) {
            return chat.kind() == ChatType.GROUP
                    && (invocation.action() instanceof SubscribeAction.Subscribe
                            || invocation.action() instanceof SettingsAction.TypedSettings);
        }

        CommandRequest last() {
            return asked.getLast();
        }
    }

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
    static final class Samples implements SuggestionProvider {

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
            };
        }

        private static List<Suggestion> topics(String typed) {
            if (typed.equals("fail")) {
                throw new IllegalStateException("no topics today");
            }
            return typed.equals("many")
                    ? IntStream.range(0, 40)
                            .mapToObj(i -> new Suggestion("t".repeat(90 + i), "t" + i))
                            .toList()
                    : List.of(new Suggestion("US vs China", "us-china"), new Suggestion("nothing", ""));
        }
    }

    static SandboxPerson person(long id, String name) {
        return new SandboxPerson(id, name, "en");
    }
}
