package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/// The parameters of a request. A value may come as JSON or as text, as the Bot API takes both.
///
/// @param values by name, as they arrived
record Parameters(ObjectNode values) {

    /// Empty if it is not there.
    String text(String name) {
        return values.path(name).asText("");
    }

    boolean flag(String name) {
        String value = text(name);
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
    }

    OptionalLong number(String name) {
        try {
            String value = text(name);
            return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /// A number between two bounds; the nearer bound if it lies outside.
    int number(String name, int otherwise, int least, int most) {
        return Math.clamp(number(name).orElse(otherwise), least, most);
    }

    /// An object or list, which a form carries as text.
    ///
    /// @throws Refusal if the text is no JSON
    Optional<JsonNode> json(String name, String what) {
        JsonNode value = values.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            return Optional.of(value);
        }
        return Optional.of(Json.read(value.textValue())
                .orElseThrow(() -> Refusal.badRequest("can't parse " + what + " JSON object")));
    }
}
