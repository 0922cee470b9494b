package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The actions of a person in Discord's app: typing commands, pressing buttons, filling forms.
public abstract sealed class DiscordClients extends PlatformSandbox permits DiscordSandbox {

    private static final int SERVER_INSTALL = 0;
    private static final int USER_INSTALL = 1;

    final World world;
    final Gateway gateway;
    final RegisteredCommands commands;
    final Messages messages;
    final Interactions interactions;
    final Modals modals;

    DiscordClients(World world, Gateway gateway) {
        super(world.events);
        this.world = world;
        this.gateway = gateway;
        commands = new RegisteredCommands(world);
        messages = new Messages(world);
        interactions = new Interactions(world, gateway);
        modals = new Modals(world.events);
    }

    /// Such as `http://127.0.0.1:4711/api/v10/`.
    public abstract URI apiUrl();

    @Override
    public void write(SandboxPerson person, SandboxPlace place, String line) {
        Channel channel = world.enter(person, place);
        if (!line.startsWith("/")) {
            modals.opened(person, channel)
                    .map(open ->
                            open.form().at("/components/0/component/custom_id").asText())
                    .ifPresentOrElse(
                            field -> submit(person, place, Map.of(field, line)),
                            () -> messages.line(channel, person, line, Optional.empty()));
            return;
        }
        ObjectNode command = command(person, channel, line);
        ArrayNode options = new TypedSlashCommand(line, command, Interactions.locale(person)).submitted();
        ObjectNode users = TypedSlashCommand.users(options, world);
        ObjectNode data = data(command, options);
        if (!users.isEmpty()) {
            data.putObject("resolved").set("users", users);
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
        return commands.slash().stream()
                .filter(command -> fits(command, channel) && mayGive(command, person, channel))
                .map(command -> new CommandOffer(
                        local(command, "name", locale),
                        local(command, "description", locale),
                        command.path("options")
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
        ObjectNode command = commands.slash().stream()
                .filter(each -> RegisteredCommands.goesByName(each, name, Interactions.locale(person)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no command /" + name + "."));
        if (!fits(command, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered here.");
        }
        if (!mayGive(command, person, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered to " + person.name() + ".");
        }
        return command;
    }

    private static ObjectNode data(ObjectNode command, ArrayNode options) {
        ObjectNode data = SandboxJson.object()
                .put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", 1);
        return data.set("options", options);
    }
}
