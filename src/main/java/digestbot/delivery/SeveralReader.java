package digestbot.delivery;

import digestbot.edition.Reader;
import digestbot.subscription.Reading;
import java.util.Map;

/// For whom several digests are shown in one message. Each is read as its own subscription says.
///
/// @param reader how they read does not count
/// @param readings by the digests' numbers
record SeveralReader(Reader reader, Map<Long, Reading> readings) {

    SeveralReader {
        readings = Map.copyOf(readings);
    }

    /// How the digest is read; one that left the message meanwhile as by default.
    Reading of(long digest) {
        return readings.getOrDefault(digest, Reading.DEFAULT);
    }
}
