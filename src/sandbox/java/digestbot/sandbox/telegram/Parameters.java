package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SentFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Bot API accepts values as JSON and as text.
record Parameters(ObjectNode values, Map<String, Upload> files) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern PART_NAME =
            Pattern.compile("(?i)content-disposition:[^\r\n]*;\\s*name=\"?([^\";\r\n]+)\"?");

    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)content-disposition:[^\r\n]*;\\s*filename=\"?([^\";\r\n]+)\"?");
    private static final String ATTACHED = "attach://";

    /// The number is that in [digestbot.sandbox.SentFiles].
    record Upload(String name, int bytes, Optional<ImageSize> pixels, long number) {

        private static final String ID = "file-";

        static Upload of(String name, byte[] content, long number) {
            return new Upload(name, content.length, ImageSize.of(content), number);
        }

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

    String text(String name) {
        return values.path(name).asText("");
    }

    /// The file is a part with this name, or the part that this parameter names.
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

    /// A number outside is replaced with the nearer bound.
    int number(String name, int otherwise, int least, int most) {
        return Math.clamp(number(name).orElse(otherwise), least, most);
    }

    /// Fails with a [Refusal] if the text is not JSON.
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

    static Parameters read(String contentType, byte[] body, SentFiles sentFiles) {
        ObjectNode values = SandboxJson.object();
        Map<String, Upload> files = new HashMap<>();
        if (contentType.startsWith("application/json")) {
            readJson(body, values);
        } else if (contentType.startsWith("multipart/form-data")) {
            readParts(contentType, body, values, files, sentFiles);
        }
        return new Parameters(values, files);
    }

    private static void readJson(byte[] body, ObjectNode values) {
        if (body.length == 0) {
            return;
        }
        JsonNode json = SandboxJson.read(new String(body, UTF_8))
                .orElseThrow(() -> Refusal.badRequest("can't parse request body as JSON"));
        if (!(json instanceof ObjectNode object)) {
            throw Refusal.badRequest("expected an Object");
        }
        values.setAll(object);
    }

    private static void readParts(
            String contentType, byte[] body, ObjectNode values, Map<String, Upload> files, SentFiles sentFiles) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw Refusal.badRequest("boundary of the multipart body not found");
        }
        // One char per byte, so that splitting the parts cannot change their text.
        String text = new String(body, ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int headEnd = part.indexOf("\r\n\r\n");
            String head = part.substring(0, Math.max(headEnd, 0));
            Matcher name = PART_NAME.matcher(head);
            if (name.find()) {
                int end = part.endsWith("\r\n") ? part.length() - 2 : part.length();
                String value = part.substring(Math.min(headEnd + 4, end), end);
                Matcher file = FILE_NAME.matcher(head);
                if (file.find()) {
                    files.put(utf8(name.group(1)), upload(utf8(file.group(1)), value.getBytes(ISO_8859_1), sentFiles));
                } else {
                    values.put(name.group(1), utf8(value));
                }
            }
        }
    }

    private static Upload upload(String name, byte[] content, SentFiles sentFiles) {
        return Upload.of(name, content, sentFiles.add(content));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
