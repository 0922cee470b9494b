package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.CommandRules;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.FormErrors;
import digestbot.sandbox.discord.rules.OptionType;
import digestbot.sandbox.discord.rules.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The bot's first response to an interaction. See "Interaction Callback Type" in Discord's
/// documentation.
final class InteractionCallbacks {

    private static final int REPLY = 4;
    private static final int DEFER_REPLY = 5;
    private static final int DEFER_EDIT = 6;
    private static final int EDIT = 7;
    private static final int CHOICES = 8;
    private static final int MODAL = 9;

    private final Messages messages;
    private final Modals modals;

    InteractionCallbacks(Messages messages, Modals modals) {
        this.messages = messages;
        this.modals = modals;
    }

    /// Accepts the response if it is valid; a rejected one does not acknowledge.
    ///
    /// @param body the type and the data
    /// @return the message that it created or changed
    Optional<ChannelMessage> answer(Interaction interaction, JsonNode body, List<Upload> files) throws ApiError {
        synchronized (interaction) {
            interaction.requireUnanswered();
            int type = body.path("type").asInt(-1);
            allowed(interaction, type);
            Optional<ChannelMessage> message = act(interaction, type, body.path("data"), files);
            interaction.acknowledge();
            message.ifPresent(made -> interaction.original(made.id()));
            return type == DEFER_EDIT ? Optional.empty() : message;
        }
    }

    /// The response body for `with_response=true`.
    static ObjectNode response(Interaction interaction, int type, Optional<ChannelMessage> message) {
        ObjectNode json = DiscordJson.object();
        ObjectNode about = json.putObject("interaction")
                .put("id", DiscordJson.id(interaction.id()))
                .put("type", interaction.kind().number())
                .put(
                        "response_message_loading",
                        message.filter(ChannelMessage::loading).isPresent())
                .put(
                        "response_message_ephemeral",
                        message.filter(ChannelMessage::ephemeral).isPresent());
        interaction.original().ifPresent(id -> about.put("response_message_id", DiscordJson.id(id)));
        if (message.isPresent()) {
            json.putObject("resource")
                    .put("type", type)
                    .set("message", message.get().json());
        }
        return json;
    }

    private static void allowed(Interaction interaction, int type) throws ApiError {
        boolean onMessage = interaction.source().isPresent();
        Set<Integer> types = switch (interaction.kind()) {
            case COMMAND -> Set.of(REPLY, DEFER_REPLY, MODAL);
            case COMPONENT -> Set.of(REPLY, DEFER_REPLY, DEFER_EDIT, EDIT, MODAL);
            case AUTOCOMPLETE -> Set.of(CHOICES);
            case MODAL -> onMessage ? Set.of(REPLY, DEFER_REPLY, DEFER_EDIT, EDIT) : Set.of(REPLY, DEFER_REPLY);
        };
        if (!types.contains(type)) {
            FormErrors errors = new FormErrors();
            errors.add(
                    "type",
                    "INTERACTION_CALLBACK_TYPE_INVALID",
                    "This interaction cannot be answered by type " + type + ".");
            errors.throwIfAny();
        }
    }

    private Optional<ChannelMessage> act(Interaction interaction, int type, JsonNode data, List<Upload> files)
            throws ApiError {
        return switch (type) {
            case REPLY -> Optional.of(messages.post(MessageDraft.answer(interaction, data, files), "data."));
            case DEFER_REPLY -> {
                ObjectNode flags =
                        DiscordJson.object().put("flags", data.path("flags").asInt());
                yield Optional.of(messages.post(
                        MessageDraft.answer(interaction, flags, List.of()).loading(), "data."));
            }
            case DEFER_EDIT -> Optional.of(source(interaction));
            case EDIT -> Optional.of(messages.edit(source(interaction), data, files, "data."));
            case CHOICES -> {
                interaction.choices().complete(choices(data.path("choices"), interaction));
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
                .orElseThrow(ApiError::unknownMessage);
    }

    private static List<JsonNode> choices(JsonNode choices, Interaction interaction) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.size("data.choices", choices.size(), 0, 25);
        boolean text = focused(interaction.data()).path("type").asInt() == OptionType.STRING;
        List<JsonNode> all = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            CommandRules.choice(choices.get(i), text, "data.choices." + i, errors);
            all.add(choices.get(i));
        }
        errors.throwIfAny();
        return all;
    }

    private static JsonNode focused(JsonNode data) {
        for (JsonNode option : DiscordJson.items(data.path("options"))) {
            if (option.path("focused").asBoolean()) {
                return option;
            }
            JsonNode deeper = focused(option);
            if (!deeper.isMissingNode()) {
                return deeper;
            }
        }
        return MissingNode.getInstance();
    }
}
