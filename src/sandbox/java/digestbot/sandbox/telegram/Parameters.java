package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SentFiles;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The parameters of a request. The Bot API accepts values as JSON and as text.
record Parameters(ObjectNode values, Map<String, Upload> files) {

    private static final String ATTACHED = "attach://";

    /// An uploaded file.
    ///
    /// @param number its number in [digestbot.sandbox.SentFiles]
    record Upload(String name, int bytes, Optional<ImageSize> pixels, long number) {

        private static final String ID = "file-";

        static Upload of(String name, byte[] content, long number) {
            return new Upload(name, content.length, ImageSize.of(content), number);
        }

        /// A file that was sent before.
        ///
        /// @param id as [#id]
        static Optional<Upload> sent(String id, SentFiles files) {
            return Optional.of(id)
                    .filter(each -> each.matches(ID + "\\d+"))
                    .map(each -> Long.parseLong(each.substring(ID.length())))
                    .flatMap(number -> files.get(number).map(content -> of("photo.png", content, number)));
        }

        String id() {
            return ID + number;
        }

        ObjectNode json() {
            return SandboxJson.object()
                    .put("file_id", id())
                    .put("file_unique_id", "unique-" + id())
                    .put("file_size", bytes);
        }
    }

    Parameters(ObjectNode values) {
        this(values, Map.of());
    }

    /// The text of a parameter; empty if it is missing.
    String text(String name) {
        return values.path(name).asText("");
    }

    /// The file with this name, which is a part itself or the name of another part.
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

    /// A number within two bounds; a number outside is replaced with the nearer bound.
    int number(String name, int otherwise, int least, int most) {
        return Math.clamp(number(name).orElse(otherwise), least, most);
    }

    /// An object or list, which a form contains as text.
    ///
    /// @throws Refusal if the text is not JSON
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
        return Optional.of(SandboxJson.read(value.textValue())
                .orElseThrow(() -> Refusal.badRequest("can't parse " + what + " JSON object")));
    }
}
