package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.database.RecordJson;
import digestbot.delivery.outbox.StoredContent.StoredJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A reader with only those words that the shown digests have, so that readers share renderings.
/// The first claim of a delivery stores it as JSON; retries and corrections read it from there.
///
/// @param readings the reading options of each digest of a combined message, by its number, which
///     replace the reader's own
public record FittedReader(Reader reader, Map<Long, ReadingOptions> readings) {

    public FittedReader {
        readings = Map.copyOf(readings);
    }

    public ReadingOptions reading(long digest) {
        return readings.getOrDefault(digest, reader.reading());
    }

    String write() {
        return RecordJson.write(StoredJson.MAPPER.writerFor(FittedReader.class), this);
    }

    /// Empty if no reader is stored, or only in the form of another version of the bot.
    public static Optional<FittedReader> read(@Nullable String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(StoredJson.MAPPER.readValue(json, FittedReader.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
