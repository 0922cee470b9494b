package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.clientview.discord.ComponentType;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.util.List;
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
                input.path("value").asText(""),
                DiscordJson.items(input.path("options"))
                        .valueStream()
                        .map(option -> new ClientForm.Option(
                                option.path("value").asText(),
                                option.path("label").asText(),
                                option.path("default").asBoolean()))
                        .toList(),
                input.path("type").asInt() != ComponentType.RADIO_GROUP);
    }

    /// The input with its values.
    ///
    /// @param values the values of the fields by custom id; a missing field keeps what it showed
    /// @throws IllegalArgumentException if the client would not send the values; the message is a
    ///     sentence
    static ObjectNode filled(JsonNode input, Map<String, List<String>> values) {
        String id = input.path("custom_id").asText();
        ObjectNode filled = DiscordJson.object()
                .put("type", input.path("type").asInt())
                .put("id", input.path("id").asInt())
                .put("custom_id", id);
        List<String> given = values.getOrDefault(id, initial(input));
        switch (input.path("type").asInt()) {
            case ComponentType.STRING_SELECT, ComponentType.CHECKBOX_GROUP -> {
                require(
                        id,
                        input,
                        given,
                        DiscordJson.items(input.path("options")).size());
                ArrayNode chosen = filled.putArray("values");
                given.forEach(chosen::add);
            }
            case ComponentType.RADIO_GROUP -> {
                require(id, input, given, 1);
                filled.put("value", given.stream().findFirst().orElse(null));
            }
            default -> filled.put("value", text(id, input, given));
        }
        return filled;
    }

    private static List<String> initial(JsonNode input) {
        return input.has("options")
                ? DiscordJson.items(input.path("options"))
                        .valueStream()
                        .filter(option -> option.path("default").asBoolean())
                        .map(option -> option.path("value").asText())
                        .toList()
                : List.of(input.path("value").asText(""));
    }

    private static void require(String id, JsonNode input, List<String> given, int most) {
        boolean offered = DiscordJson.items(input.path("options"))
                .valueStream()
                .map(option -> option.path("value").asText())
                .toList()
                .containsAll(given);
        int least = input.path("required").asBoolean(true)
                ? Math.max(1, input.path("min_values").asInt(1))
                : 0;
        if (!offered
                || given.size() < least
                || given.size() > input.path("max_values").asInt(most)) {
            throw new IllegalArgumentException("The field " + id + " does not have such a choice.");
        }
    }

    private static String text(String id, JsonNode input, List<String> given) {
        String value = given.stream().findFirst().orElse("");
        if ((input.path("required").asBoolean(true) && value.isEmpty())
                || value.length() > input.path("max_length").asInt(MAX_INPUT_LENGTH)) {
            throw new IllegalArgumentException("The field " + id + " is empty or too long.");
        }
        return value;
    }
}
