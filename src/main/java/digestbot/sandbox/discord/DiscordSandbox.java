package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.SentFiles;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.RateLimits;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Discord's REST API (version 10) and gateway on loopback, with one application, its bot, and servers.
///
/// A person's plain lines never reach the bot, as it has no right to read messages; slash commands, buttons,
/// menus and forms do, as interactions. A slash command stands on the screen as a line that only its writer
/// sees; a plain line fills the form that its writer has open. Every route that a bot of this kind needs is
/// there; all others are answered by 404.
public final class DiscordSandbox implements PlatformSandbox {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordSandbox.class);

    private final World world;
    private final ObjectShapes shapes;
    private final GuildShape guild;
    private final DiscordEvents events = new DiscordEvents();
    private final ChannelFaults faults = new ChannelFaults();
    private final RateLimits limits;
    private final RequestLog log;
    private final SentFiles shelf = new SentFiles();
    private final DiscordScreen screen;
    private final Messages messages;
    private final Interactions interactions;
    private final Gateway gateway;
    private final DiscordClients client;
    private final HttpServer server;

    private DiscordSandbox(int port, String token, InstantSource clock) {
        world = new World(clock);
        shapes = new ObjectShapes(world);
        limits = new RateLimits(clock);
        log = new RequestLog(clock);
        screen = new DiscordScreen(world);
        messages = new Messages(world, new MessageShape(world, shapes, clock), screen, events, clock);
        interactions = new Interactions(world, events, clock);
        guild = new GuildShape(world, shapes);
        gateway = new Gateway(token, world, shapes, guild, this::gatewayAddress);
        RegisteredCommands commands = new RegisteredCommands(world);
        Modals modals = new Modals(events);
        var starter =
                new DiscordClients.Starter(interactions, new InteractionPayload(world, shapes), gateway, modals, clock);
        client = new DiscordClients(world, commands, messages, events, starter);
        List<Route> routes = Stream.of(
                        new SelfRoutes(world, shapes, commands, gateway, this::gatewayAddress).routes(),
                        new ChannelRoutes(world, shapes, guild, messages, faults, limits).routes(),
                        new PostRoutes(world, shapes, messages, faults, limits).routes(),
                        new InteractionRoutes(
                                        world,
                                        interactions,
                                        new InteractionCallbacks(messages, modals),
                                        messages,
                                        faults)
                                .routes())
                .flatMap(List::stream)
                .toList();
        server = new HttpServer(port, new RestApi(token, routes, limits, log), gateway, new Uploads(world, shelf));
        LOG.info("Discord simulator started: {}", apiUrl());
    }

    /// Starts the servers.
    ///
    /// @param port 0 for any that is free
    /// @param token the bot token that is accepted
    /// @param clock real time: clients compare ids and tokens with it
    public static DiscordSandbox start(int port, String token, InstantSource clock) {
        return new DiscordSandbox(port, token, clock);
    }

    /// The REST API's base, such as `http://127.0.0.1:4711/api/v10/`.
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + HttpServer.API_PATH);
    }

    /// The gateway, such as `ws://127.0.0.1:4711/gateway`.
    public URI gatewayUrl() {
        return URI.create(gatewayAddress());
    }

    /// The id of the application, which is its bot's user id too.
    public long applicationId() {
        return world.applicationId;
    }

    /// The id of the first server.
    public long guildId() {
        return world.home().id;
    }

    /// The first server's text channel of that name; makes it, if there is none.
    public SandboxPlace channel(String name) {
        return channel(world.home(), Channel.Kind.TEXT, name);
    }

    /// The first server's forum of that name; makes it, if there is none.
    public SandboxPlace forum(String name) {
        return channel(world.home(), Channel.Kind.FORUM, name);
    }

    /// The same, whose posts must have a tag. It offers one that only its moderators give, and one for everybody.
    public SandboxPlace forumWithTags(String name) {
        return channel(world.home(), Channel.Kind.TAGGED_FORUM, name);
    }

    /// A forum of the first server that the bot has not heard of, as if the server were still being loaded.
    public SandboxPlace forumNotLoaded(String name) {
        return world.channel(world.home(), Channel.Kind.FORUM, name, _ -> {}).place();
    }

    /// The first server's announcement channel of that name; makes it, if there is none.
    public SandboxPlace announcementChannel(String name) {
        return channel(world.home(), Channel.Kind.ANNOUNCEMENT, name);
    }

    /// The text channel of that name in a server that belongs to the shard; makes both, if need be.
    ///
    /// @param shard from 0; of as many as [#recommendShards] says
    public SandboxPlace channel(int shard, String name) {
        Predicate<Guild> there = home -> home.hasBot && home.shard(gateway.recommended()) == shard;
        return channel(world.guild(there).orElseGet(() -> founded(there)), Channel.Kind.TEXT, name);
    }

    private Guild founded(Predicate<Guild> there) {
        Guild made = world.addGuild("Another", true, there);
        gateway.dispatch("GUILD_CREATE", guild.gateway(made), made.id);
        return made;
    }

    private SandboxPlace channel(Guild home, Channel.Kind kind, String name) {
        return world.channel(
                        home, kind, name, made -> gateway.dispatch("CHANNEL_CREATE", shapes.channel(made), home.id))
                .place();
    }

    /// A text channel of a server that the bot is not in: there it is only what a person brought along.
    public SandboxPlace channelElsewhere(String name) {
        Predicate<Guild> foreign = home -> !home.hasBot;
        Guild home = world.guild(foreign).orElseGet(() -> world.addGuild("Elsewhere", false, foreign));
        return world.channel(home, Channel.Kind.TEXT, name, _ -> {}).place();
    }

    /// A thread of a channel, or a post of a forum, that a person began; the bot hears of it with the first command
    /// that is given there.
    public SandboxPlace thread(SandboxPlace parent, String name) {
        Channel channel = world.channel(parent.id()).orElseThrow();
        return world.add(Channel.thread(world.snowflakes.next(), name, channel)).place();
    }

    /// A conversation of several people, without the bot; there it is only what one of them brought along.
    public SandboxPlace conversation(String name, SandboxPerson beganBy) {
        world.meet(beganBy);
        return world.add(Channel.conversation(world.snowflakes.next(), name, beganBy))
                .place();
    }

    /// Deletes a text channel, and tells the bot.
    public void deleteChannel(SandboxPlace place) {
        world.channel(place.id()).filter(channel -> !channel.direct()).ifPresent(channel -> {
            world.remove(channel);
            gateway.dispatch("CHANNEL_DELETE", shapes.channel(channel), channel.guildId());
        });
    }

    /// The person's direct messages with the bot. From now on the bot can open them by the person's id.
    public SandboxPlace directMessages(SandboxPerson person) {
        return world.directMessages(person).place();
    }

    /// Gives the person the permission Manage Server, in the server that the place belongs to.
    public void promote(SandboxPlace place, SandboxPerson person) {
        world.enter(person, place).guild().ifPresent(home -> home.promote(person));
    }

    /// The place's messages as they stand now, oldest first, with those that only one person sees.
    public List<ShownMessage> screen(SandboxPlace place) {
        return world.channel(place.id()).map(messages::in).orElse(List.of()).stream()
                .map(screen::bubble)
                .toList();
    }

    /// The suggestions of the client while the person types a slash command, for the option that
    /// the line ends in.
    ///
    /// @throws IllegalArgumentException with a sentence, if nothing is suggested there
    public List<String> suggest(SandboxPerson person, SandboxPlace place, String line) {
        return client.suggest(person, place, line);
    }

    /// The same, with what the client sends for each.
    public List<CommandOffer.Choice> choices(SandboxPerson person, SandboxPlace place, String line) {
        return client.choices(person, place, line);
    }

    /// The commands that the client offers the person in the place, by name.
    public List<CommandOffer> offered(SandboxPerson person, SandboxPlace place) {
        return client.offered(person, place);
    }

    /// The person closes the form that is open, if there is one, without sending it.
    public void dismiss(SandboxPerson person, SandboxPlace place) {
        client.dismiss(person, place);
    }

    /// The person fills the form that the bot opened last, and sends it.
    ///
    /// @param values the fields' texts by custom id
    public void submit(SandboxPerson person, SandboxPlace place, Map<String, String> values) {
        client.submit(person, place, values);
    }

    /// Sets the application up otherwise than it should be, as can be done in the Developer Portal.
    ///
    /// @param change of the object that `GET /applications/@me` answers
    public void changeApplication(Consumer<ObjectNode> change) {
        world.changeOfApplication = change;
    }

    /// Archives a thread, as Discord does after a while.
    public void archive(SandboxPlace thread) {
        world.archive(world.channel(thread.id()).orElseThrow(), true);
    }

    /// The threads of a channel or the posts of a forum, oldest first.
    public List<SandboxPlace> threads(SandboxPlace parent) {
        return world.channel(parent.id()).flatMap(Channel::guild).map(world::threads).orElse(List.of()).stream()
                .filter(thread -> thread.parent().orElseThrow().id() == parent.id())
                .map(Channel::place)
                .toList();
    }

    /// The messages of an announcement channel that were passed on to the servers that follow it.
    public List<Long> crossposted(SandboxPlace place) {
        return world.channel(place.id()).map(messages::in).orElse(List.of()).stream()
                .filter(ChannelMessage::crossposted)
                .map(ChannelMessage::id)
                .toList();
    }

    /// From now on no message of the announcement channel can be passed on.
    public void refuseCrossposts(SandboxPlace place, int status, int code, String why) {
        faults.refuseCrossposts(place.id(), ApiError.of(status, code, why));
    }

    /// The mentions that a message pinged: `@everyone`, `@here`, `<@1>`, `<@&1>`; none if there is
    /// no such message.
    public List<String> pings(long messageId) {
        return messages.pings(messageId);
    }

    /// The number of messages of the bot that arrived: no repeats by nonce, no edits, a deferred
    /// answer once it has its text.
    public long delivered() {
        return messages.delivered();
    }

    /// The number of requests that were answered by 429.
    public long throttled() {
        return log.throttled();
    }

    /// Tells whether the limits are enforced: 5 messages in 5 seconds to a channel, 50 requests a
    /// second. Off at first.
    public void enforceLimits(boolean enforced) {
        limits.enforce(enforced);
    }

    /// From now on messages older than an hour can be edited so often in this time, in each channel; at first as
    /// often as the bot likes. Discord does not tell its figures.
    public void limitOldEdits(int edits, Duration window) {
        limits.limitOldEdits(edits, window);
    }

    /// Sets the time that the bot has for its first answer to an interaction; 3 seconds at first.
    public void acknowledgeWithin(Duration timeout) {
        interactions.patience(timeout);
    }

    /// Tells whether a bot is connected to the gateway.
    public boolean connected() {
        return gateway.connected();
    }

    /// Sets the number of shards that Discord recommends to the bot; 1 at first.
    public void recommendShards(int count) {
        gateway.recommend(count);
    }

    /// Sets the number of sessions that the bot may still start; each one counts.
    public void sessionStartsLeft(int left) {
        gateway.startsLeft(left);
    }

    /// The shards that are connected, by number.
    public SortedSet<Integer> shards() {
        return gateway.shards();
    }

    /// Cuts one shard's connection; its session can be resumed.
    public void cutGateway(int shard) {
        gateway.cutConnections(shard);
    }

    /// Cuts the bot's connections to the gateway; their sessions can be resumed.
    public void cutGateway() {
        gateway.cutConnections();
    }

    /// Ends the bot's connections for good, and takes none until [#acceptGateway].
    ///
    /// @param code such as 4004; see “Gateway Close Event Codes” in Discord's documentation
    public void refuseGateway(int code) {
        gateway.refuse(code);
    }

    /// Takes connections again.
    public void acceptGateway() {
        gateway.accept();
    }

    @Override
    public void listen(Consumer<SandboxEvent> listener) {
        events.listen(listener);
    }

    @Override
    public void write(SandboxPerson person, SandboxPlace place, String line) {
        client.write(person, place, line);
    }

    @Override
    public void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice) {
        client.press(person, place, message, number, choice);
    }

    @Override
    public void fault(SandboxPlace place, SandboxFault fault) {
        faults.set(place.id(), fault);
    }

    /// Calls the observer with every request from now on, before its answer leaves: on that request's thread, so
    /// several at a time.
    public void observe(Consumer<RecordedRequest> observer) {
        log.observe(observer);
    }

    @Override
    public Optional<byte[]> file(long number) {
        return shelf.get(number);
    }

    @Override
    public List<RecordedRequest> requests() {
        return log.all();
    }

    @Override
    public void close() {
        server.close();
        interactions.close();
        events.close();
    }

    private String gatewayAddress() {
        return "ws://127.0.0.1:" + server.port() + HttpServer.GATEWAY_PATH;
    }
}
