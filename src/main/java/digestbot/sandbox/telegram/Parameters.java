package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.clientview.ImageSize;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The parameters of a request. A value may come as JSON or as text, as the Bot API takes both.
///
/// @param values by name, as they arrived
/// @param files by the names of their parts
record Parameters(ObjectNode values, Map<String, Upload> files) {

    private static final String ATTACHED = "attach://";

    /// A file that came with the request.
    ///
    /// @param pixels how large it is, if it is a picture
    /// @param number where it lies on the shelf
    record Upload(String name, int bytes, Optional<ImageSize> pixels, long number) {}

    Parameters(ObjectNode values) {
        this(values, Map.of());
    }

    /// Empty if it is not there.
    String text(String name) {
        return values.path(name).asText("");
    }

    /// The file of this name, which is a part of its own or says which part it is in.
    Optional<Upload> file(String name) {
        String part = text(name).startsWith(ATTACHED) ? text(name).substring(ATTACHED.length()) : name;
        return Optional.ofNullable(files.get(part));
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
        return Optional.of(TelegramJson.read(value.textValue())
                .orElseThrow(() -> Refusal.badRequest("can't parse " + what + " JSON object")));
    }
}
