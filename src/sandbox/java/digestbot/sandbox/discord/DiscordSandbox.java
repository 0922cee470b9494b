package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Discord's REST API (version 10) and gateway on loopback, with one application, its bot, and
/// servers.
///
/// A person's plain messages never reach the bot, because it may not read messages; slash commands,
/// buttons, menus and forms reach it as interactions. A slash command is shown as a line that only
/// its sender sees; a plain line fills the form that its sender has open. Routes that the bot does
/// not need are answered with 404.
public final class DiscordSandbox extends DiscordClients {

    private final ChannelFaults faults = new ChannelFaults();
    private final RateLimits limits;
    private final HttpServer server;

    private DiscordSandbox(int port, String token, World world, AtomicReference<String> gatewayUrl) {
        super(world, new Gateway(token, world, gatewayUrl::get));
        limits = new RateLimits(world.clock);
        List<Route> routes = Stream.of(
                        commands.routes(gateway),
                        new ChannelRoutes(world, messages, faults, limits).routes(),
                        new InteractionRoutes(world, interactions, modals, messages, faults).routes())
                .flatMap(List::stream)
                .toList();
        server = new HttpServer(port, token, world, gateway, routes, limits, journal, sentFiles);
        gatewayUrl.set("ws://127.0.0.1:" + server.port() + HttpServer.GATEWAY_PATH);
    }

    /// The clock shows the real time, with which clients compare ids and tokens.
    public static DiscordSandbox start(int port, String token, InstantSource clock) {
        return new DiscordSandbox(port, token, new World(clock), new AtomicReference<>(""));
    }

    @Override
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + HttpServer.API_PATH);
    }

    public URI gatewayUrl() {
        return URI.create("ws://127.0.0.1:" + server.port() + HttpServer.GATEWAY_PATH);
    }

    /// Also the bot's user id.
    public long applicationId() {
        return world.applicationId;
    }

    /// In the first server; created if missing.
    public SandboxPlace channel(String name) {
        return channel(Channel.Kind.TEXT, name);
    }

    /// In the first server; created if missing. The ids of a forum's tags follow that of the forum.
    /// Only moderators may use the tag “Official”.
    public SandboxPlace channel(Channel.Kind kind, String name, String... tags) {
        return channel(world.home(), kind, name, tags);
    }

    /// In a server of the shard, from 0 to the number in [Gateway#recommendShards]; both are
    /// created if missing.
    public SandboxPlace channel(int shard, String name) {
        return channel(guild(shard), Channel.Kind.TEXT, name);
    }

    /// The bot does not know the forum, as if the server were still being loaded.
    public SandboxPlace forumNotLoaded(String name) {
        return world.channel(world.home(), Channel.Kind.FORUM, name, List.of(), _ -> {})
                .place();
    }

    /// The bot learns of the new servers when it connects.
    public List<SandboxPlace> channels(int servers, int perServer) {
        return IntStream.range(0, servers)
                .mapToObj(server -> world.addGuild("Server " + server, true, _ -> true))
                .flatMap(home ->
                        IntStream.range(0, perServer).mapToObj(i -> channel(home, Channel.Kind.TEXT, "channel-" + i)))
                .toList();
    }

    private Guild guild(int shard) {
        Predicate<Guild> there = home -> home.hasBot && home.shard(gateway.recommended) == shard;
        return world.guild(there).orElseGet(() -> {
            Guild made = world.addGuild("Another", true, there);
            gateway.dispatch("GUILD_CREATE", world.shapes.guild(made), made.id);
            return made;
        });
    }

    private SandboxPlace channel(Guild home, Channel.Kind kind, String name, String... tags) {
        return world.channel(
                        home,
                        kind,
                        name,
                        List.of(tags),
                        made -> gateway.dispatch("CHANNEL_CREATE", world.shapes.channel(made), home.id))
                .place();
    }

    /// In a server without the bot, in which a person uses the bot as an installed app.
    public SandboxPlace channelElsewhere(String name) {
        Predicate<Guild> foreign = home -> !home.hasBot;
        Guild home = world.guild(foreign).orElseGet(() -> world.addGuild("Elsewhere", false, foreign));
        return world.channel(home, Channel.Kind.TEXT, name, List.of(), _ -> {}).place();
    }

    /// A thread of a channel, or a post of a forum, that a person started. The bot learns of it
    /// with the first command in it.
    public SandboxPlace thread(SandboxPlace parent, String name) {
        Channel channel = world.channel(parent.id()).orElseThrow();
        return world.add(Channel.thread(world.snowflakes.next(), name, channel)).place();
    }

    public SandboxPlace conversation(String name, SandboxPerson startedBy) {
        world.meet(startedBy);
        return world.add(Channel.conversation(world.snowflakes.next(), name, startedBy))
                .place();
    }

    public void deleteChannel(SandboxPlace place) {
        world.channel(place.id()).filter(channel -> !channel.direct()).ifPresent(channel -> {
            world.remove(channel);
            gateway.dispatch("CHANNEL_DELETE", world.shapes.channel(channel), channel.guildId());
        });
    }

    public SandboxPlace directMessages(SandboxPerson person) {
        return world.directMessages(person).place();
    }

    /// Gives the person the permission Manage Server.
    public void promote(SandboxPlace place, SandboxPerson person) {
        world.enter(person, place).guild().ifPresent(home -> home.moderators.add(person.id()));
    }

    public List<ShownMessage> screen(SandboxPlace place) {
        return world.channel(place.id()).map(messages::shown).orElse(List.of());
    }

    /// Changes the answer to `GET /applications/@me`.
    public void changeApplication(Consumer<ObjectNode> change) {
        world.changeOfApplication = change;
    }

    /// As Discord does after a while.
    public void archive(SandboxPlace thread) {
        world.archived.add(thread.id());
    }

    /// Also the posts of a forum; oldest first.
    public List<SandboxPlace> threads(SandboxPlace parent) {
        return world.channel(parent.id()).flatMap(Channel::guild).map(world::threads).orElse(List.of()).stream()
                .filter(thread -> thread.parent().orElseThrow().id() == parent.id())
                .map(Channel::place)
                .toList();
    }

    public void permitThreads(SandboxPlace place, boolean permitted) {
        Channel channel = world.channel(place.id()).orElseThrow();
        if (permitted) {
            world.withoutThreads.remove(channel.id());
        } else {
            world.withoutThreads.add(channel.id());
        }
        gateway.dispatch("CHANNEL_UPDATE", world.shapes.channel(channel), channel.guildId());
    }

    public List<Long> crossposted(SandboxPlace place) {
        return world.channel(place.id()).map(messages::in).orElse(List.of()).stream()
                .filter(message -> message.has(MessageRules.CROSSPOSTED))
                .map(ChannelMessage::id)
                .toList();
    }

    public void refuseCrossposts(SandboxPlace place, int status, int code, String why) {
        faults.refuseCrossposts(place.id(), ApiError.of(status, code, why));
    }

    /// The mentions that a message pinged: `@everyone`, `@here`, `<@1>`, `<@&1>`; empty if the
    /// message does not exist.
    public List<String> pings(long messageId) {
        return messages.pings(messageId);
    }

    /// Counts the bot's messages that arrived, without repetitions by nonce and without edits. A
    /// deferred answer counts once it has its text.
    public long delivered() {
        return messages.delivered();
    }

    public Gateway gateway() {
        return gateway;
    }

    public RateLimits limits() {
        return limits;
    }

    /// The time for the first response to an interaction; 3 seconds initially.
    public void acknowledgeWithin(Duration timeout) {
        interactions.responseTimeout = timeout;
    }

    @Override
    public void fault(SandboxPlace place, SandboxFault fault) {
        faults.set(place.id(), fault);
    }

    @Override
    public void close() {
        server.close();
        events.close();
        interactions.close();
    }
}
