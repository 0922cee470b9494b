package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.ViewAdditions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Converts the origin of a reply to JSON for the outbox and back: a few hundred bytes, whatever
/// the length of the reply.
public final class ContentOriginJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VIEW = "view";
    private static final String CHANGES = "changes";

    private ContentOriginJson() {}

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
    public static Optional<ContentOrigin> read(String json) {
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
        Set<String> hidden = Set.copyOf(ContentJson.list(node.path("hidden"), JsonNode::textValue));
        var reader = new Reader(
                node.path("language").textValue(),
                ReadingOptions.of(
                        node.path("perspectives").textValue(),
                        node.path("length").textValue(),
                        node.path("layout").textValue()),
                LocalDate.parse(node.path("today").textValue()),
                ZoneId.of(node.path("zone").textValue()),
                hidden,
                ReaderWords.of(node.path("words").textValue()));
        var additions = new ViewAdditions(
                Optional.ofNullable(node.path("title").textValue()),
                Optional.ofNullable(node.path("remark").textValue()),
                ContentJson.rows(node.path("below")));
        return new ContentOrigin(subject, reader, additions);
    }
}
