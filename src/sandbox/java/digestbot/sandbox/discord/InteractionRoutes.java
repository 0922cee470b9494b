package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Routes for the first response to an interaction, and for those that its token allows for 15
/// minutes. See "Interaction Callback Type" in Discord's documentation.
final class InteractionRoutes {

    private static final int REPLY = 4;
    private static final int DEFER_REPLY = 5;
    private static final int DEFER_EDIT = 6;
    private static final int EDIT = 7;
    private static final int CHOICES = 8;
    private static final int MODAL = 9;

    private final World world;
    private final Interactions interactions;
    private final Modals modals;
    private final Messages messages;
    private final ChannelFaults faults;

    InteractionRoutes(World world, Interactions interactions, Modals modals, Messages messages, ChannelFaults faults) {
        this.world = world;
        this.interactions = interactions;
        this.modals = modals;
        this.messages = messages;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(
                Route.open("POST", "/interactions/{}/{}/callback", this::callback),
                Route.open("POST", "/webhooks/{}/{}", this::followUp),
                Route.open("GET", "/webhooks/{}/{}/messages/{}", this::get),
                Route.open("PATCH", "/webhooks/{}/{}/messages/{}", this::edit),
                Route.open("DELETE", "/webhooks/{}/{}/messages/{}", this::delete));
    }

    private RestAnswer callback(RestCall call) throws ApiError {
        Interaction interaction = interactions.find(call.id(1), call.path().get(2));
        faults.beforeAnswer(interaction.channel().id());
        Optional<ChannelMessage> message = first(interaction, call.body(), call.files());
        RestAnswer answer = call.withResponse()
                ? RestAnswer.ok(response(interaction, call.body().path("type").asInt(), message))
                : RestAnswer.NO_CONTENT;
        return message.isPresent() ? faults.cutIfTold(interaction.channel().id(), answer) : answer;
    }

    /// A rejected response does not acknowledge the interaction.
    private Optional<ChannelMessage> first(Interaction interaction, JsonNode body, List<RestCall.Upload> files)
            throws ApiError {
        synchronized (interaction.response()) {
            interaction.response().requireUnanswered();
            int type = body.path("type").asInt(-1);
            requireAllowed(interaction, type);
            Optional<ChannelMessage> message = act(interaction, type, body.path("data"), files);
            interaction.response().acknowledged = true;
            message.ifPresent(made -> {
                interaction.response().original = OptionalLong.of(made.id());
                interaction.response().owned.add(made.id());
            });
            return type == DEFER_EDIT ? Optional.empty() : message;
        }
    }

    private static ObjectNode response(Interaction interaction, int type, Optional<ChannelMessage> message) {
        ObjectNode json = SandboxJson.object();
        ObjectNode about = json.putObject("interaction")
                .put("id", Snowflakes.text(interaction.id()))
                .put("type", interaction.kind().number)
                .put(
                        "response_message_loading",
                        message.filter(made -> made.has(MessageRules.LOADING)).isPresent())
                .put(
                        "response_message_ephemeral",
                        message.flatMap(ChannelMessage::onlyFor).isPresent());
        interaction.response().original.ifPresent(id -> about.put("response_message_id", Snowflakes.text(id)));
        message.ifPresent(made -> json.putObject("resource").put("type", type).set("message", made.json()));
        return json;
    }

    private static void requireAllowed(Interaction interaction, int type) throws ApiError {
        boolean onMessage = interaction.source().isPresent();
        Set<Integer> types = switch (interaction.kind()) {
            case COMMAND -> Set.of(REPLY, DEFER_REPLY, MODAL);
            case COMPONENT -> Set.of(REPLY, DEFER_REPLY, DEFER_EDIT, EDIT, MODAL);
            case AUTOCOMPLETE -> Set.of(CHOICES);
            case MODAL -> onMessage ? Set.of(REPLY, DEFER_REPLY, DEFER_EDIT, EDIT) : Set.of(REPLY, DEFER_REPLY);
        };
        if (!types.contains(type)) {
            FormErrors errors = new FormErrors();
            errors.add("type", "INTERACTION_CALLBACK_TYPE_INVALID");
            errors.throwIfAny();
        }
    }

    private Optional<ChannelMessage> act(Interaction interaction, int type, JsonNode data, List<RestCall.Upload> files)
            throws ApiError {
        return switch (type) {
            case REPLY -> Optional.of(messages.post(Messages.Draft.answer(interaction, data, files), "data."));
            case DEFER_REPLY -> {
                ObjectNode flags =
                        SandboxJson.object().put("flags", data.path("flags").asInt());
                yield Optional.of(messages.post(
                        Messages.Draft.answer(interaction, flags, List.of()).loading(), "data."));
            }
            case DEFER_EDIT -> Optional.of(source(interaction));
            case EDIT -> Optional.of(messages.edit(source(interaction), data, files, "data."));
            case CHOICES -> {
                interaction.response().choices.complete(choices(data.path("choices")));
                yield Optional.empty();
            }
            default -> {
                modals.open(interaction, data);
                yield Optional.empty();
            }
        };
    }

    private ChannelMessage source(Interaction interaction) throws ApiError {
        return interaction
                .source()
                .flatMap(message -> messages.find(message.channel(), message.id()))
                .orElseThrow(() -> ApiError.unknownMessage());
    }

    private static List<JsonNode> choices(JsonNode choices) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.size("data.choices", choices.size(), 0, 25);
        for (int i = 0; i < choices.size(); i++) {
            RegisteredCommands.CommandRules.choice(choices.get(i), "data.choices." + i, errors);
        }
        errors.throwIfAny();
        return choices.valueStream().toList();
    }

    private RestAnswer followUp(RestCall call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        Optional<ChannelMessage> waiting = original(interaction).filter(message -> message.has(MessageRules.LOADING));
        ChannelMessage message = waiting.isPresent()
                ? messages.edit(waiting.get(), call.body(), call.files(), "")
                : messages.post(Messages.Draft.answer(interaction, call.body(), call.files()), "");
        interaction.response().owned.add(message.id());
        return faults.cutIfTold(interaction.channel().id(), RestAnswer.ok(message.json()));
    }

    private RestAnswer get(RestCall call) throws ApiError {
        return RestAnswer.ok(message(live(call), call).json());
    }

    private RestAnswer edit(RestCall call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        ChannelMessage edited = messages.edit(message(interaction, call), call.body(), call.files(), "");
        return faults.cutIfTold(interaction.channel().id(), RestAnswer.ok(edited.json()));
    }

    private RestAnswer delete(RestCall call) throws ApiError {
        messages.delete(message(live(call), call));
        return RestAnswer.NO_CONTENT;
    }

    private Interaction live(RestCall call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.unknownWebhook();
        }
        return interactions.live(call.path().get(2));
    }

    private ChannelMessage message(Interaction interaction, RestCall call) throws ApiError {
        if (call.path().get(4).equals("@original")) {
            return original(interaction).orElseThrow(() -> ApiError.unknownMessage());
        }
        long id = call.id(4);
        return messages.find(interaction.channel(), id)
                .filter(_ -> interaction.response().owned.contains(id))
                .orElseThrow(() -> ApiError.unknownMessage());
    }

    private Optional<ChannelMessage> original(Interaction interaction) {
        OptionalLong original = interaction.response().original;
        return original.isPresent() ? messages.find(interaction.channel(), original.getAsLong()) : Optional.empty();
    }
}
