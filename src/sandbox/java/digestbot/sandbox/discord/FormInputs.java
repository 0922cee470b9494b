package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.util.Map;

/// The inputs of a form, as the client shows them and sends their values.
final class FormInputs {

    private static final int PARAGRAPH = 2;
    private static final int MAX_INPUT_LENGTH = 4_000;

    private FormInputs() {}

    /// The input in a label or an action row.
    static JsonNode of(JsonNode label) {
        return label.has("component")
                ? label.path("component")
                : label.path("components").path(0);
    }

    static ClientForm.Field shown(JsonNode field) {
        JsonNode input = of(field);
        return new ClientForm.Field(
                input.path("custom_id").asText(),
                field.path("label").asText(input.path("label").asText()),
                field.path("description").asText(""),
                input.path("placeholder").asText(""),
                input.path("required").asBoolean(true),
                input.path("style").asInt() == PARAGRAPH,
                input.path("max_length").asInt(MAX_INPUT_LENGTH),
                input.path("value").asText(""));
    }

    /// The input with its values.
    ///
    /// @param values the values of the fields by custom id; a missing field keeps what it showed
    /// @throws IllegalArgumentException if the client would not send the values; the message is a
    ///     sentence
    static ObjectNode filled(JsonNode input, Map<String, String> values) {
        String id = input.path("custom_id").asText();
        ObjectNode filled = DiscordJson.object()
                .put("type", input.path("type").asInt())
                .put("id", input.path("id").asInt())
                .put("custom_id", id);
        return filled.put("value", text(id, input, values));
    }

    private static String text(String id, JsonNode input, Map<String, String> values) {
        String value = values.getOrDefault(id, input.path("value").asText(""));
        if ((input.path("required").asBoolean(true) && value.isEmpty())
                || value.length() > input.path("max_length").asInt(MAX_INPUT_LENGTH)) {
            throw new IllegalArgumentException("The field " + id + " is empty or too long.");
        }
        return value;
    }
}
