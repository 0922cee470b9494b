package digestbot.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The contents of the newest files that the bot sent, up to 32 MiB.
public final class SentFiles {

    private static final long MAX_BYTES = 32L << 20;

    private final SequencedMap<Long, byte[]> files = new LinkedHashMap<>();
    private long bytes;
    private long last;

    /// Stores a file under a new number.
    public synchronized long add(byte[] content) {
        put(++last, content);
        return last;
    }

    /// Stores a file under this number, which no other file has.
    public synchronized void put(long number, byte[] content) {
        files.put(number, content);
        bytes += content.length;
        while (bytes > MAX_BYTES) {
            bytes -= files.pollFirstEntry().getValue().length;
        }
    }

    /// The file with that number; empty if there is none, or if it was removed because it is old.
    public synchronized Optional<byte[]> get(long number) {
        return Optional.ofNullable(files.get(number)).map(byte[]::clone);
    }
}
