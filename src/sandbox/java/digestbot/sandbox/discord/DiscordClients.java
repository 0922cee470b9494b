package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.clientview.discord.ComponentType;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The actions of Discord's app for a person: typing commands, pressing buttons, filling forms.
final class DiscordClients {

    private static final int SERVER_INSTALL = 0;
    private static final int USER_INSTALL = 1;

    private final World world;
    private final RegisteredCommands commands;
    private final Messages messages;
    private final DiscordEvents events;
    private final Starter starter;

    DiscordClients(World world, RegisteredCommands commands, Messages messages, DiscordEvents events, Starter starter) {
        this.world = world;
        this.commands = commands;
        this.messages = messages;
        this.events = events;
        this.starter = starter;
    }

    /// Starts interactions: stores them and sends them to the bot.
    record Starter(
            Interactions interactions,
            InteractionPayload payload,
            Gateway gateway,
            Modals modals,
            InstantSource clock) {

        Interaction start(
                Interaction.Kind kind,
                SandboxPerson person,
                Channel channel,
                Optional<ChannelMessage> source,
                ObjectNode data) {
            long id = interactions.nextId();
            var origin = new Interaction.Origin(id, interactions.newToken(id), kind, person, channel, source);
            Interaction interaction = new Interaction(origin, clock.instant(), data);
            interactions.open(interaction);
            gateway.dispatch("INTERACTION_CREATE", payload.of(interaction), channel.guildId());
            return interaction;
        }
    }

    void write(SandboxPerson person, SandboxPlace place, String line) {
        Channel channel = world.enter(person, place);
        if (!line.startsWith("/")) {
            starter.modals()
                    .firstField(person, channel)
                    .ifPresentOrElse(
                            field -> submit(person, place, Map.of(field, line)),
                            () -> messages.line(channel, person, line, Optional.empty()));
            return;
        }
        ObjectNode command = command(person, channel, line);
        ObjectNode data = data(command);
        ArrayNode options = TypedSlashCommand.read(line, command, InteractionPayload.locale(person))
                .submitted();
        data.set("options", options);
        starter.payload().resolved(options).ifPresent(resolved -> data.set("resolved", resolved));
        messages.line(channel, person, line.strip(), Optional.of(person));
        starter.start(Interaction.Kind.COMMAND, person, channel, Optional.empty(), data);
    }

    List<String> suggest(SandboxPerson person, SandboxPlace place, String line) {
        return choices(person, place, line).stream()
                .map(CommandOffer.Choice::name)
                .toList();
    }

    List<CommandOffer.Choice> choices(SandboxPerson person, SandboxPlace place, String line) {
        Channel channel = world.enter(person, place);
        ObjectNode command = command(person, channel, line);
        TypedSlashCommand typed = TypedSlashCommand.read(line, command, InteractionPayload.locale(person));
        ObjectNode data = data(command);
        data.set("options", typed.unfinished(line.endsWith(" ")));
        Interaction asked = starter.start(Interaction.Kind.AUTOCOMPLETE, person, channel, Optional.empty(), data);
        CompletableFuture<List<JsonNode>> answer = asked.choices();
        List<CommandOffer.Choice> choices = answer.join().stream()
                .map(choice -> new CommandOffer.Choice(
                        choice.path("name").asText(), choice.path("value").asText()))
                .toList();
        List<String> names = choices.stream().map(CommandOffer.Choice::name).toList();
        events.emit(new SandboxEvent.Suggested(place, person, typed.focus(), names));
        return choices;
    }

    void press(SandboxPerson person, SandboxPlace place, long id, int number, int choice) {
        Channel channel = world.enter(person, place);
        ChannelMessage message = messages.find(channel, id)
                .filter(found -> found.visibleTo(person))
                .orElseThrow(() -> new IllegalArgumentException("There is no message " + id + " here."));
        List<JsonNode> controls = DiscordScreen.controls(message.json());
        if (number < 1 || number > controls.size()) {
            throw new IllegalArgumentException("The message has " + controls.size() + " buttons, not " + number + ".");
        }
        JsonNode control = controls.get(number - 1);
        if (control.path("disabled").asBoolean()) {
            throw new IllegalArgumentException("That button cannot be pressed now.");
        }
        if (control.hasNonNull("url")) {
            events.emit(
                    new SandboxEvent.Opened(place, person, control.path("url").asText()));
            return;
        }
        ObjectNode data = DiscordJson.object()
                .put("component_type", control.path("type").asInt())
                .put("custom_id", control.path("custom_id").asText())
                .put("id", control.path("id").asInt());
        if (ComponentType.isSelect(control.path("type").asInt())) {
            data.putArray("values").add(value(control, choice));
        }
        starter.start(Interaction.Kind.COMPONENT, person, channel, Optional.of(message), data);
    }

    void submit(SandboxPerson person, SandboxPlace place, Map<String, String> values) {
        Channel channel = world.enter(person, place);
        Modals.Open open = starter.modals().opened(person, channel);
        ObjectNode data = Modals.submission(open.form(), values);
        starter.modals().dismiss(person, channel);
        starter.start(Interaction.Kind.MODAL, person, channel, open.source(), data);
    }

    void dismiss(SandboxPerson person, SandboxPlace place) {
        starter.modals().dismiss(person, world.enter(person, place));
    }

    List<CommandOffer> offered(SandboxPerson person, SandboxPlace place) {
        Channel channel = world.enter(person, place);
        String locale = InteractionPayload.locale(person);
        return commands.slash(channel).stream()
                .filter(command -> fits(command, channel) && mayGive(command, person, channel))
                .map(command -> CommandOffers.of(command, locale))
                .sorted(Comparator.comparing(CommandOffer::name))
                .toList();
    }

    private static boolean fits(JsonNode command, Channel channel) {
        int install = channel.hasBot() ? SERVER_INSTALL : USER_INSTALL;
        return lists(command.path("contexts"), channel.kind().context())
                && lists(command.path("integration_types"), install);
    }

    private static boolean mayGive(JsonNode command, SandboxPerson person, Channel channel) {
        String needed = command.path("default_member_permissions").asText("");
        return channel.guild()
                .map(home -> InteractionPayload.may(home, channel, person, needed))
                .orElse(true);
    }

    private ObjectNode command(SandboxPerson person, Channel channel, String line) {
        String name = TypedSlashCommand.name(line.strip());
        ObjectNode command = commands.slash(name, InteractionPayload.locale(person), channel)
                .orElseThrow(() -> new IllegalArgumentException("There is no command /" + name + "."));
        if (!fits(command, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered here.");
        }
        if (!mayGive(command, person, channel)) {
            throw new IllegalArgumentException("/" + name + " is not offered to " + person.name() + ".");
        }
        return command;
    }

    /// Tells whether the list contains the number, or there is no list.
    private static boolean lists(JsonNode numbers, int number) {
        return !numbers.isArray() || numbers.valueStream().anyMatch(each -> each.asInt() == number);
    }

    private static ObjectNode data(ObjectNode command) {
        ObjectNode data = DiscordJson.object()
                .put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", 1);
        if (command.has("guild_id")) {
            data.set("guild_id", command.get("guild_id"));
        }
        return data;
    }

    private static String value(JsonNode menu, int choice) {
        JsonNode option = menu.path("options").path(choice);
        if (choice < 0 || option.isMissingNode()) {
            throw new IllegalArgumentException("The menu has no choice " + choice + ".");
        }
        return option.path("value").asText();
    }

    /// Registered commands as a client lists them, in its language.
    private static final class CommandOffers {

        private CommandOffers() {}

        static CommandOffer of(JsonNode command, String locale) {
            List<CommandOffer.Option> options = command.path("options")
                    .valueStream()
                    .map(option -> option(option, locale))
                    .toList();
            return new CommandOffer(local(command, "name", locale), local(command, "description", locale), options);
        }

        private static CommandOffer.Option option(JsonNode option, String locale) {
            List<String> choices = DiscordJson.items(option.path("choices"))
                    .valueStream()
                    .map(choice -> local(choice, "name", locale))
                    .toList();
            return new CommandOffer.Option(
                    local(option, "name", locale),
                    local(option, "description", locale),
                    option.path("required").asBoolean(),
                    option.path("autocomplete").asBoolean(),
                    choices);
        }

        private static String local(JsonNode node, String field, String locale) {
            return node.path(field + "_localizations")
                    .path(locale)
                    .asText(node.path(field).asText());
        }
    }
}
