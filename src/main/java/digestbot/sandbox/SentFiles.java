package digestbot.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The content of the files that the bot sent: the newest, 32 MiB of them.
public final class SentFiles {

    private static final long MOST_BYTES = 32L << 20;

    private final SequencedMap<Long, byte[]> files = new LinkedHashMap<>();
    private long bytes;
    private long last;

    /// Keeps a file under a number of its own.
    public synchronized long add(byte[] content) {
        put(++last, content);
        return last;
    }

    /// Keeps a file under this number, which no other has.
    public synchronized void put(long number, byte[] content) {
        files.put(number, content);
        bytes += content.length;
        while (bytes > MOST_BYTES) {
            bytes -= files.pollFirstEntry().getValue().length;
        }
    }

    /// Empty if there is none, or it was long ago.
    public synchronized Optional<byte[]> get(long number) {
        return Optional.ofNullable(files.get(number)).map(byte[]::clone);
    }
}
