package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.database.RecordJson;

/// A message as it is stored until it is built.
public sealed interface StoredContent {

    record Whole(Content content) implements StoredContent {}

    /// The origin of a view of a digest: a few hundred bytes, whatever the length of the view.
    record Origin(ContentOrigin origin) implements StoredContent {}

    record File(FileRequest request) implements StoredContent {}

    static StoredContent of(Content content) {
        return content.origin().<StoredContent>map(Origin::new).orElseGet(() -> new Whole(content));
    }

    default String write() {
        return RecordJson.write(StoredJson.MAPPER.writerFor(StoredContent.class), this);
    }

    static Content content(String json) {
        if (read(json) instanceof Whole(Content content)) {
            return content;
        }
        throw new IllegalArgumentException("stored content is not whole");
    }

    static StoredContent read(String json) {
        try {
            return StoredJson.MAPPER.readValue(json, StoredContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not stored content: " + e.getOriginalMessage(), e);
        }
    }
}
