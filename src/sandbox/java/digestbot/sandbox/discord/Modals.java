package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxEvent.ClientForm;
import digestbot.sandbox.SandboxEvents;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The open forms on people's screens. Each field is a text input or takes files, and has a label.
/// See "Modal" in Discord's documentation.
final class Modals {

    private static final int PARAGRAPH = 2;
    private static final int MAX_INPUT_LENGTH = 4_000;

    record Open(JsonNode form, Optional<ChannelMessage> source) {}

    private record FormKey(long person, long channel) {}

    private final SandboxEvents events;
    private final Map<FormKey, Open> open = new ConcurrentHashMap<>();

    Modals(SandboxEvents events) {
        this.events = events;
    }

    void open(Interaction interaction, JsonNode form) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.length("data.custom_id", form.path("custom_id"), 1, 100);
        errors.length("data.title", form.path("title"), 1, 45);
        errors.size("data.components", form.path("components").size(), 1, 5);
        MessageRules.ComponentRules ids = new MessageRules.ComponentRules(errors);
        for (int i = 0; i < form.path("components").size(); i++) {
            field(form.path("components").get(i), "data.components." + i, ids, errors);
        }
        errors.throwIfAny();
        open.put(
                new FormKey(interaction.person().id(), interaction.channel().id()),
                new Open(form, interaction.source()));
        List<ClientForm.Field> fields = form.path("components")
                .valueStream()
                .filter(label -> !takesFiles(label))
                .map(Modals::shown)
                .toList();
        ClientForm shown = new ClientForm(form.path("title").asText(), fields);
        events.emit(() -> new SandboxEvent.FormOpened(interaction.channel().place(), interaction.person(), shown));
    }

    private static void field(JsonNode field, String path, MessageRules.ComponentRules rules, FormErrors errors) {
        if (field.path("type").asInt() != ComponentType.LABEL) {
            errors.add(path + ".type", "UNION_TYPE_CHOICES");
            return;
        }
        errors.length(path + ".label", field.path("label"), 1, 45);
        errors.length(path + ".description", field.path("description"), 0, 100);
        rules.input(field.path("component"), path + ".component");
    }

    private static boolean takesFiles(JsonNode label) {
        return label.at("/component/type").asInt() == ComponentType.FILE_UPLOAD;
    }

    private static ClientForm.Field shown(JsonNode label) {
        JsonNode input = label.path("component");
        return new ClientForm.Field(
                input.path("custom_id").asText(),
                label.path("label").asText(),
                label.path("description").asText(""),
                input.path("placeholder").asText(""),
                input.path("required").asBoolean(true),
                input.path("style").asInt() == PARAGRAPH,
                input.path("max_length").asInt(MAX_INPUT_LENGTH),
                input.path("value").asText(""));
    }

    void dismiss(SandboxPerson person, Channel channel) {
        open.remove(new FormKey(person.id(), channel.id()));
    }

    Optional<Open> opened(SandboxPerson person, Channel channel) {
        return Optional.ofNullable(open.get(new FormKey(person.id(), channel.id())));
    }

    /// Values are given by custom id; fields without a value keep what they showed. The files are
    /// attachments by id.
    ///
    /// @throws IllegalArgumentException if the client would not send the values; the message is a
    ///     sentence
    static ObjectNode submission(JsonNode form, Map<String, String> values, ObjectNode files) {
        ObjectNode data =
                SandboxJson.object().put("custom_id", form.path("custom_id").asText());
        data.putObject("resolved").set("attachments", files);
        ArrayNode components = data.putArray("components");
        for (JsonNode label : form.path("components")) {
            JsonNode input = label.path("component");
            String id = input.path("custom_id").asText();
            ObjectNode filled = components
                    .addObject()
                    .put("type", ComponentType.LABEL)
                    .putObject("component")
                    .put("type", input.path("type").asInt())
                    .put("id", input.path("id").asInt())
                    .put("custom_id", id);
            if (takesFiles(label)) {
                files.fieldNames().forEachRemaining(filled.putArray("values")::add);
                continue;
            }
            String value = values.getOrDefault(id, input.path("value").asText(""));
            if ((input.path("required").asBoolean(true) && value.isEmpty())
                    || value.length() > input.path("max_length").asInt(MAX_INPUT_LENGTH)) {
                throw new IllegalArgumentException("The field " + id + " is empty or too long.");
            }
            filled.put("value", value);
        }
        return data;
    }
}
