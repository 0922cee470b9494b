package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.ViewAdditions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Converts the origin of a reply, or its request for a file with the content beside it, to JSON for the
/// outbox and back: a few hundred bytes, whatever the length of the reply.
public final class ReplyJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VIEW = "view";
    private static final String CHANGES = "changes";
    private static final String EXPORT = "export";

    /// A pattern for `LIKE` that matches the content of exports.
    static final String EXPORT_PATTERN = "%\"" + EXPORT + "\":{%";

    private static final String CARD = "card";

    private ReplyJson() {}

    static String write(ContentOrigin origin) {
        ObjectNode all = JSON.createObjectNode();
        ObjectNode node = all.putObject(
                switch (origin.subject()) {
                    case Subject.ViewSubject _ -> VIEW;
                    case Subject.ChangesSubject _ -> CHANGES;
                });
        node.put("digest", origin.subject().digest())
                .put("revision", origin.subject().revision());
        switch (origin.subject()) {
            case Subject.ViewSubject(long digest, int _, var view) ->
                node.put("show", new Press.Show(digest, view, 0).encode());
            case Subject.ChangesSubject(long _, int _, Optional<ContentOrigin.ComparedDigest> before) ->
                before.ifPresent(with -> node.put("before", with.digest()).put("before_revision", with.revision()));
        }
        write(origin.reader(), node);
        ViewAdditions additions = origin.additions();
        additions.title().ifPresent(title -> node.put("title", title));
        additions.remark().ifPresent(diagnostic -> node.put("remark", diagnostic));
        if (!additions.buttons().isEmpty()) {
            node.set("below", ContentJson.rows(additions.buttons()));
        }
        return all.toString();
    }

    private static void write(Reader reader, ObjectNode node) {
        node.put("language", reader.language())
                .put("perspectives", reader.reading().perspectives().column())
                .put("length", reader.reading().length().id())
                .put("layout", reader.reading().layout().id())
                .put("today", reader.today().toString())
                .put("zone", reader.zone().getId());
        if (!reader.hidden().isEmpty()) {
            reader.hidden().stream().sorted().forEach(node.putArray("hidden")::add);
        }
        reader.words().column().ifPresent(words -> node.put("words", words));
    }

    /// Reads the origin; empty if the JSON is something else.
    ///
    /// @throws IllegalArgumentException if it is not valid JSON or not an origin
    public static Optional<ContentOrigin> origin(String json) {
        try {
            JsonNode all = JSON.readTree(json);
            if (all.has(VIEW)) {
                JsonNode node = all.path(VIEW);
                return Optional.of(origin(viewed(node), node));
            }
            return all.has(CHANGES)
                    ? Optional.of(origin(compared(all.path(CHANGES)), all.path(CHANGES)))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored content is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Subject viewed(JsonNode node) {
        if (Press.decode(node.path("show").asText()).orElse(null) instanceof Press.Show show) {
            return new Subject.ViewSubject(show.digest(), node.path("revision").intValue(), show.view());
        }
        throw new IllegalArgumentException(node.path("show") + " is not a view");
    }

    private static Subject compared(JsonNode node) {
        Optional<ContentOrigin.ComparedDigest> before = node.has("before")
                ? Optional.of(new ContentOrigin.ComparedDigest(
                        node.path("before").longValue(),
                        node.path("before_revision").intValue()))
                : Optional.empty();
        return new Subject.ChangesSubject(
                node.path("digest").longValue(), node.path("revision").intValue(), before);
    }

    private static ContentOrigin origin(Subject subject, JsonNode node) {
        var additions = new ViewAdditions(
                Optional.ofNullable(node.path("title").textValue()),
                Optional.ofNullable(node.path("remark").textValue()),
                ContentJson.rows(node.path("below")));
        return new ContentOrigin(subject, reader(node), additions);
    }

    /// Reads what [#write] has written of a reader.
    private static Reader reader(JsonNode node) {
        return new Reader(
                node.path("language").textValue(),
                ReadingOptions.of(
                        node.path("perspectives").textValue(),
                        node.path("length").textValue(),
                        node.path("layout").textValue()),
                LocalDate.parse(node.path("today").textValue()),
                ZoneId.of(node.path("zone").textValue()),
                Set.copyOf(ContentJson.list(node.path("hidden"), JsonNode::textValue)),
                ReaderWords.of(node.path("words").textValue()));
    }

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

    private static void write(FileRequest.CardFile card, ObjectNode node) {
        node.put("digest", card.digest()).put("revision", card.revision());
        Reader reader = card.reader();
        // A picture has its own length and layout, and depends on no other part of the reader.
        var reading = ReadingOptions.DEFAULT.withPerspectives(reader.reading().perspectives());
        write(new Reader(reader.language(), reading, reader.today(), reader.zone(), Set.of(), reader.words()), node);
    }

    /// The stored request for a file; empty if the content has none.
    ///
    /// @throws IllegalArgumentException if the JSON is not stored content
    public static Optional<FileRequest> file(String json) {
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
                beside, Optional.of(request).filter(each -> each.has("user")).map(ReplyJson::person));
    }

    private static Person person(JsonNode request) {
        return new Person(
                Platform.of(request.path("platform").textValue()),
                request.path("user").longValue(),
                "");
    }

    private static FileRequest card(Content beside, JsonNode request) {
        return new FileRequest.CardFile(
                beside,
                request.path("digest").longValue(),
                request.path("revision").intValue(),
                reader(request));
    }
}
