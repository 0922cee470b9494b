package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import java.util.Map;

/// The reader of a combined message, with the reading options of each digest's subscription.
///
/// @param reader the reader; its own reading options are ignored
/// @param readings by the digests' numbers
public record CombinedReader(Reader reader, Map<Long, ReadingOptions> readings) {

    public CombinedReader {
        readings = Map.copyOf(readings);
    }

    /// The reading options of the digest; the default for a digest that is no longer in the
    /// message.
    public ReadingOptions of(long digest) {
        return readings.getOrDefault(digest, ReadingOptions.DEFAULT);
    }
}
