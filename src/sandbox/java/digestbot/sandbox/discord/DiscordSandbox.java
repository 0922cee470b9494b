package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Discord's REST API (version 10) and gateway on loopback, with one application, its bot, and
/// servers.
///
/// A person's plain messages reach the bot in direct messages alone, because it may not read others; slash commands,
/// buttons, menus and forms reach it as interactions. A slash command is shown as a line that only
/// its sender sees; a plain line fills the form that its sender has open. Routes that the bot does
/// not need are answered with 404.
public final class DiscordSandbox extends PlatformSandbox {

    private static final int SERVER_INSTALL = 0;
    private static final int USER_INSTALL = 1;

    private final World world;
    private final Gateway gateway;
    private final RegisteredCommands commands;
    private final Messages messages;
    private final Interactions interactions;
    private final Modals modals;
    private final ChannelFaults faults = new ChannelFaults();
    private final RateLimits limits;
    private final HttpServer server;

    private DiscordSandbox(int port, String token, World world) {
        super(world.events);
        this.world = world;
        gateway = new Gateway(token, world);
        commands = new RegisteredCommands(world);
        messages = new Messages(world);
        interactions = new Interactions(world, gateway);
        modals = new Modals(world.events);
        limits = new RateLimits(world.clock);
        List<Route> routes = Stream.of(
                        commands.routes(gateway),
                        new ChannelRoutes(world, messages, faults, limits).routes(),
                        new InteractionRoutes(world, interactions, modals, messages, faults).routes())
                .flatMap(List::stream)
                .toList();
        server = new HttpServer(port, token, world, gateway, routes, limits, journal, sentFiles);
        gateway.moveTo(gatewayUrl());
    }

    /// At the real time, with which clients compare ids and tokens.
    public static DiscordSandbox start(int port, String token) {
        return start(port, token, InstantSource.system());
    }

    public static DiscordSandbox start(int port, String token, InstantSource clock) {
        return new DiscordSandbox(port, token, new World(clock));
    }

    /// Such as `http://127.0.0.1:4711/api/v10/`.
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
    public void write(SandboxPerson person, SandboxPlace place, String line) {
        Channel channel = world.enter(person, place);
        if (!line.startsWith("/")) {
            modals.opened(person, channel)
                    .map(open ->
                            open.form().at("/components/0/component/custom_id").asText())
                    .ifPresentOrElse(field -> submit(person, place, Map.of(field, line)), () -> {
                        ChannelMessage said = messages.line(channel, person, line, Optional.empty());
                        if (channel.direct()) {
                            gateway.directMessage(said.json().deepCopy().put("content", line));
                        }
                    });
            return;
        }
        ObjectNode command = command(person, channel, line);
        ArrayNode options = new TypedSlashCommand(line, command, Interactions.locale(person)).submitted();
        ObjectNode data = data(command, options);
        ObjectNode resolved = TypedSlashCommand.resolved(options, channel, world);
        if (!resolved.isEmpty()) {
            data.set("resolved", resolved);
        }
        messages.line(channel, person, line.strip(), Optional.of(person));
        interactions.start(Interaction.Kind.COMMAND, person, channel, Optional.empty(), data);
    }

    /// Fails with a sentence if nothing is suggested for that line.
    public List<CommandOffer.Choice> suggested(SandboxPerson person, SandboxPlace place, String line) {
        Channel channel = world.enter(person, place);
        ObjectNode command = command(person, channel, line);
        var typed = new TypedSlashCommand(line, command, Interactions.locale(person));
        ObjectNode data = data(command, typed.unfinished(line.endsWith(" ")));
        return interactions
                .start(Interaction.Kind.AUTOCOMPLETE, person, channel, Optional.empty(), data)
                .response()
                .choices
                .join()
                .stream()
                .map(choice -> new CommandOffer.Choice(
                        choice.path("name").asText(), choice.path("value").asText()))
                .toList();
    }

    @Override
    public void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice) {
        Channel channel = world.enter(person, place);
        ChannelMessage pressed = messages.find(channel, message)
                .filter(found -> found.visibleTo(person))
                .orElseThrow(() -> new IllegalArgumentException("There is no message " + message + " here."));
        List<JsonNode> controls = DiscordScreen.controls(pressed.json());
        if (number < 1 || number > controls.size()) {
            throw new IllegalArgumentException("The message has " + controls.size() + " buttons, not " + number + ".");
        }
        JsonNode control = controls.get(number - 1);
        if (control.path("disabled").asBoolean()) {
            throw new IllegalArgumentException("That button cannot be pressed now.");
        }
        if (control.hasNonNull("url")) {
            String url = control.path("url").asText();
            events.emit(() -> new SandboxEvent.Opened(place, person, url));
            return;
        }
        ObjectNode data = SandboxJson.object()
                .put("component_type", control.path("type").asInt())
                .put("custom_id", control.path("custom_id").asText())
                .put("id", control.path("id").asInt());
        if (ComponentType.isSelect(control.path("type").asInt())) {
            JsonNode option = control.path("options").path(choice);
            if (option.isMissingNode()) {
                throw new IllegalArgumentException("The menu has no choice " + choice + ".");
            }
            data.putArray("values").add(option.path("value").asText());
        }
        interactions.start(Interaction.Kind.COMPONENT, person, channel, Optional.of(pressed), data);
    }

    /// Texts are given by custom id; fields without a text keep what they show.
    public void submit(SandboxPerson person, SandboxPlace place, Map<String, String> values, byte[]... files) {
        Channel channel = world.enter(person, place);
        Modals.Open open = modals.opened(person, channel)
                .orElseThrow(() -> new IllegalArgumentException("No form is open for " + person.name() + " here."));
        ObjectNode attachments = SandboxJson.object();
        for (byte[] file : files) {
            long id = world.snowflakes.next();
            sentFiles.put(id, file);
            String url = apiUrl().resolve(HttpServer.FILES + id).toString();
            attachments
                    .putObject(Snowflakes.text(id))
                    .put("id", Snowflakes.text(id))
                    .put("filename", "file")
                    .put("size", file.length)
                    .put("url", url)
                    .put("proxy_url", url);
        }
        ObjectNode data = Modals.submission(open.form(), values, attachments);
        modals.dismiss(person, channel);
        interactions.start(Interaction.Kind.MODAL, person, channel, open.source(), data);
    }

    public void dismiss(SandboxPerson person, SandboxPlace place) {
        modals.dismiss(person, world.enter(person, place));
    }

    public List<CommandOffer> offered(SandboxPerson person, SandboxPlace place) {
        Channel channel = world.enter(person, place);
        String locale = Interactions.locale(person);
        return commands.all().stream()
                .filter(command -> fits(command, channel) && mayGive(command, person, channel))
                .map(command -> new CommandOffer(
                        local(command, "name", locale),
                        local(command, "description", locale),
                        withRoles(command, channel)
                                .path("options")
                                .valueStream()
                                .map(option -> option(option, locale))
                                .toList()))
                .sorted(Comparator.comparing(CommandOffer::name))
                .toList();
    }

    private static CommandOffer.Option option(JsonNode option, String locale) {
        return new CommandOffer.Option(
                local(option, "name", locale),
                local(option, "description", locale),
                option.path("required").asBoolean(),
                option.path("autocomplete").asBoolean(),
                SandboxJson.items(option.path("choices"))
                        .valueStream()
                        .map(choice -> local(choice, "name", locale))
                        .toList());
    }

    private static String local(JsonNode node, String field, String locale) {
        return node.path(field + "_localizations")
                .path(locale)
                .asText(node.path(field).asText());
    }

    private static boolean fits(JsonNode command, Channel channel) {
        int install = channel.hasBot() ? SERVER_INSTALL : USER_INSTALL;
        return lists(command.path("contexts"), channel.kind().context)
                && lists(command.path("integration_types"), install);
    }

    private static boolean lists(JsonNode numbers, int number) {
        return !numbers.isArray() || numbers.valueStream().anyMatch(each -> each.asInt() == number);
    }

    /// The value `0` restricts a command to moderators.
    private static boolean mayGive(JsonNode command, SandboxPerson person, Channel channel) {
        JsonNode required = command.path("default_member_permissions");
        if (channel.guild().isEmpty() || !SandboxJson.filled(required)) {
            return true;
        }
        Guild home = channel.guild().get();
        long needed = required.asLong();
        return needed == 0
                ? home.moderates(person)
                : (ObjectShapes.permissions(home, channel, person) & needed) == needed;
    }

    private ObjectNode command(SandboxPerson person, Channel channel, String line) {
        String name = TypedSlashCommand.name(line.strip());
        ObjectNode command = commands.all().stream()
                .filter(each -> RegisteredCommands.goesByName(each, name, Interactions.locale(person)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no command /" + name + "."));
        if (!fits(command, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered here.");
        }
        if (!mayGive(command, person, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered to " + person.name() + ".");
        }
        return withRoles(command, channel);
    }

    /// The command whose options for a role have the server's roles as their choices.
    private static ObjectNode withRoles(ObjectNode command, Channel channel) {
        ObjectNode copy = command.deepCopy();
        for (JsonNode option : copy.path("options")) {
            if (option.path("type").asInt() == TypedSlashCommand.ROLE) {
                ArrayNode choices = ((ObjectNode) option).putArray("choices");
                channel.guild()
                        .map(ObjectShapes::roles)
                        .orElse(List.of())
                        .forEach(role -> choices.addObject()
                                .put("name", "@" + role.path("name").asText().replace("@", ""))
                                .set("value", role.path("id")));
            }
        }
        return copy;
    }

    private static ObjectNode data(ObjectNode command, ArrayNode options) {
        ObjectNode data = SandboxJson.object()
                .put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", 1);
        return data.set("options", options);
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
