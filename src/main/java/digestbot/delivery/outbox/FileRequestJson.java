package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Converts a file request to JSON, together with the content beside the file.
public final class FileRequestJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPORT = "export";

    /// A pattern for `LIKE` that matches the content of exports.
    static final String EXPORT_PATTERN = "%\"" + EXPORT + "\":{%";

    private static final String CARD = "card";

    private FileRequestJson() {}

    static String write(FileRequest fileRequest) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(ContentJson.write(fileRequest.beside()));
            switch (fileRequest) {
                case FileRequest.ExportFile export -> write(export, node.putObject(EXPORT));
                case FileRequest.CardFile card -> write(card, node.putObject(CARD));
            }
            return node.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("content was not written as JSON", e);
        }
    }

    private static void write(FileRequest.ExportFile export, ObjectNode node) {
        export.person()
                .ifPresent(
                        person -> node.put("platform", person.platform().id()).put("user", person.userId()));
    }

    /// Only the parts of the reader that a picture depends on.
    private static void write(FileRequest.CardFile card, ObjectNode node) {
        Reader reader = card.reader();
        node.put("digest", card.digest())
                .put("revision", card.revision())
                .put("language", reader.language())
                .put("perspectives", reader.reading().perspectives().column())
                .put("today", reader.today().toString())
                .put("zone", reader.zone().getId());
        reader.words().column().ifPresent(words -> node.put("words", words));
    }

    /// The stored request for a file; empty if the content has none.
    ///
    /// @throws IllegalArgumentException if the JSON is not stored content
    public static Optional<FileRequest> read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.has(EXPORT)) {
                return Optional.of(export(ContentJson.read(json), node.path(EXPORT)));
            }
            return node.has(CARD) ? Optional.of(card(ContentJson.read(json), node.path(CARD))) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored content is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static FileRequest export(Content beside, JsonNode request) {
        return new FileRequest.ExportFile(
                beside, Optional.of(request).filter(each -> each.has("user")).map(FileRequestJson::person));
    }

    private static Person person(JsonNode request) {
        return new Person(
                Platform.of(request.path("platform").textValue()),
                request.path("user").longValue(),
                "");
    }

    private static FileRequest card(Content beside, JsonNode request) {
        ReadingOptions reading = ReadingOptions.of(
                request.path("perspectives").textValue(),
                ReadingOptions.DEFAULT.length().id(),
                ReadingOptions.DEFAULT.layout().id());
        var reader = new Reader(
                request.path("language").textValue(),
                reading,
                LocalDate.parse(request.path("today").textValue()),
                ZoneId.of(request.path("zone").textValue()),
                Set.of(),
                ReaderWords.of(request.path("words").textValue()));
        return new FileRequest.CardFile(
                beside,
                request.path("digest").longValue(),
                request.path("revision").intValue(),
                reader);
    }
}
