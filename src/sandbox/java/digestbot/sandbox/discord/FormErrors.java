package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.Locale;

/// Collects errors field by field, in the tree that Discord returns: `{"components": {"0":
/// {"label": {"_errors": [{"code": …, "message": …}]}}}}`. The messages are the words of the codes.
public final class FormErrors {

    private final ObjectNode tree = SandboxJson.object();

    /// The path is the field's names and indices, joined by dots.
    public void add(String path, String code) {
        ObjectNode at = tree;
        for (String step : path.split("\\.", -1)) {
            if (!step.isEmpty()) {
                at = at.withObjectProperty(step);
            }
        }
        at.withArrayProperty("_errors")
                .add(SandboxJson.object()
                        .put("code", code)
                        .put("message", code.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    public void required(String path) {
        add(path, "BASE_TYPE_REQUIRED");
    }

    /// Counts UTF-16 units, the strictest way of counting characters.
    public void length(String path, JsonNode text, int min, int max) {
        if (text.isMissingNode() || text.isNull()) {
            if (min > 0) {
                required(path);
            }
        } else if (!text.isTextual()) {
            add(path, "STRING_TYPE_CONVERT");
        } else if (text.textValue().isEmpty() && min > 0) {
            required(path);
        } else {
            size(path, text.textValue().length(), min, max);
        }
    }

    public void size(String path, int length, int min, int max) {
        if (length < min || length > max) {
            add(path, min == 0 ? "BASE_TYPE_MAX_LENGTH" : "BASE_TYPE_BAD_LENGTH");
        }
    }

    void range(String path, JsonNode number, long min, long max) {
        if (number.isMissingNode() || number.isNull()) {
            return;
        }
        if (!number.canConvertToLong() || !number.isIntegralNumber()) {
            add(path, "NUMBER_TYPE_COERCE");
        } else if (number.longValue() < min) {
            add(path, "NUMBER_TYPE_MIN");
        } else if (number.longValue() > max) {
            add(path, "NUMBER_TYPE_MAX");
        }
    }

    public void throwIfAny() throws ApiError {
        if (!tree.isEmpty()) {
            throw ApiError.invalidForm(tree);
        }
    }
}
