package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.clientview.discord.ComponentType;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.ControlRules;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.FormErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The open forms on people's screens. See "Modal" in Discord's documentation.
final class Modals {

    /// A form, and the message whose component opened it.
    record Open(JsonNode form, Optional<ChannelMessage> source) {}

    private record FormKey(long person, long channel) {}

    private final DiscordEvents events;
    private final Map<FormKey, Open> open = new ConcurrentHashMap<>();

    Modals(DiscordEvents events) {
        this.events = events;
    }

    void open(Interaction interaction, JsonNode form) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.length("data.custom_id", form.path("custom_id"), 1, 100);
        errors.length("data.title", form.path("title"), 1, 45);
        errors.size("data.components", form.path("components").size(), 1, 5);
        ControlRules ids = new ControlRules(errors);
        for (int i = 0; i < form.path("components").size(); i++) {
            field(form.path("components").get(i), "data.components." + i, ids, errors);
        }
        errors.throwIfAny();
        FormKey key =
                new FormKey(interaction.person().id(), interaction.channel().id());
        open.put(key, new Open(form, interaction.source()));
        events.emit(new SandboxEvent.FormOpened(interaction.channel().place(), interaction.person(), shown(form)));
    }

    private static ClientForm shown(JsonNode form) {
        List<ClientForm.Field> fields = form.path("components")
                .valueStream()
                .filter(field -> field.path("type").asInt() != ComponentType.TEXT_DISPLAY)
                .map(FormInputs::shown)
                .toList();
        return new ClientForm(form.path("title").asText(), fields);
    }

    /// The person closes the form without sending it.
    void dismiss(SandboxPerson person, Channel channel) {
        open.remove(new FormKey(person.id(), channel.id()));
    }

    /// The first field of the form that the person has open there.
    Optional<String> firstField(SandboxPerson person, Channel channel) {
        return Optional.ofNullable(open.get(new FormKey(person.id(), channel.id())))
                .flatMap(form -> form.form()
                        .path("components")
                        .valueStream()
                        .filter(field -> field.path("type").asInt() != ComponentType.TEXT_DISPLAY)
                        .map(field -> FormInputs.of(field).path("custom_id").asText())
                        .findFirst());
    }

    /// The form that the person has open there.
    Open opened(SandboxPerson person, Channel channel) {
        Open form = open.get(new FormKey(person.id(), channel.id()));
        if (form == null) {
            throw new IllegalArgumentException("No form is open for " + person.name() + " here.");
        }
        return form;
    }

    /// The payload that the client sends for a filled form.
    ///
    /// @param values the values of the fields by custom id; missing fields keep what they showed
    static ObjectNode submission(JsonNode form, Map<String, String> values) {
        ObjectNode data =
                DiscordJson.object().put("custom_id", form.path("custom_id").asText());
        ArrayNode components = data.putArray("components");
        for (JsonNode label : form.path("components")) {
            if (label.path("type").asInt() == ComponentType.TEXT_DISPLAY) {
                continue;
            }
            ObjectNode filled = FormInputs.filled(FormInputs.of(label), values);
            ObjectNode holder =
                    components.addObject().put("type", label.path("type").asInt());
            if (label.path("type").asInt() == ComponentType.LABEL) {
                holder.set("component", filled);
            } else {
                holder.putArray("components").add(filled);
            }
        }
        return data;
    }

    private static void field(JsonNode field, String path, ControlRules rules, FormErrors errors) {
        switch (field.path("type").asInt()) {
            case ComponentType.TEXT_DISPLAY -> errors.length(path + ".content", field.path("content"), 1, 4_000);
            case ComponentType.LABEL -> {
                errors.length(path + ".label", field.path("label"), 1, 45);
                errors.length(path + ".description", field.path("description"), 0, 100);
                rules.input(field.path("component"), path + ".component");
            }
            case ComponentType.ACTION_ROW -> rules.input(FormInputs.of(field), path + ".components.0");
            default ->
                errors.add(path + ".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1, 10, 18).");
        }
    }
}
