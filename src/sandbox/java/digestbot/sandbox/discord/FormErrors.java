package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;

/// Collects the errors of a request's body, field by field, in the tree that Discord returns:
/// `{"components": {"0": {"label": {"_errors": [{"code": …, "message": …}]}}}}`.
public final class FormErrors {

    private final ObjectNode tree = SandboxJson.object();

    /// Adds an error.
    ///
    /// @param path the field's names and indices, joined by dots
    public void add(String path, String code, String message) {
        ObjectNode at = tree;
        for (String step : path.split("\\.", -1)) {
            if (!step.isEmpty()) {
                at = at.withObjectProperty(step);
            }
        }
        at.withArrayProperty("_errors")
                .add(SandboxJson.object().put("code", code).put("message", message));
    }

    public void required(String path) {
        add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Checks a text's length in UTF-16 units, the strictest way of counting characters.
    public void length(String path, JsonNode text, int min, int max) {
        if (text.isMissingNode() || text.isNull()) {
            if (min > 0) {
                required(path);
            }
        } else if (!text.isTextual()) {
            add(path, "STRING_TYPE_CONVERT", "Could not interpret \"" + text + "\" as string.");
        } else if (text.textValue().isEmpty() && min > 0) {
            required(path);
        } else {
            size(path, text.textValue().length(), min, max);
        }
    }

    /// Checks the number of items of a list.
    public void size(String path, int length, int min, int max) {
        if (length < min || length > max) {
            if (min == 0) {
                add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + max + " or fewer in length.");
            } else {
                add(path, "BASE_TYPE_BAD_LENGTH", "Must be between " + min + " and " + max + " in length.");
            }
        }
    }

    /// Checks an integer that may be missing.
    void range(String path, JsonNode number, long min, long max) {
        if (number.isMissingNode() || number.isNull()) {
            return;
        }
        if (!number.canConvertToLong() || !number.isIntegralNumber()) {
            add(path, "NUMBER_TYPE_COERCE", "Value \"" + number.asText() + "\" is not int.");
        } else if (number.longValue() < min) {
            add(path, "NUMBER_TYPE_MIN", "int value should be greater than or equal to " + min + ".");
        } else if (number.longValue() > max) {
            add(path, "NUMBER_TYPE_MAX", "int value should be less than or equal to " + max + ".");
        }
    }

    public void throwIfAny() throws ApiError {
        if (!tree.isEmpty()) {
            throw ApiError.invalidForm(tree);
        }
    }
}
