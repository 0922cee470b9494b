package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import java.util.Map;

/// For whom several digests are shown in one message. Each is read as its own subscription says.
///
/// @param reader how they read does not count
/// @param readings by the digests' numbers
public record CombinedReader(Reader reader, Map<Long, ReadingOptions> readings) {

    public CombinedReader {
        readings = Map.copyOf(readings);
    }

    /// The reading options of the digest; the default for one that left the message meanwhile.
    public ReadingOptions of(long digest) {
        return readings.getOrDefault(digest, ReadingOptions.DEFAULT);
    }
}
