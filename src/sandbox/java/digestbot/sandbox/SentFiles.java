package digestbot.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The newest files that the bot sent, up to 32 MiB.
public final class SentFiles {

    private static final long MAX_BYTES = 32L << 20;

    private final SequencedMap<Long, byte[]> files = new LinkedHashMap<>();
    private long bytes;
    private long last;

    public synchronized long add(byte[] content) {
        put(++last, content);
        return last;
    }

    public synchronized void put(long number, byte[] content) {
        files.put(number, content);
        bytes += content.length;
        while (bytes > MAX_BYTES) {
            bytes -= files.pollFirstEntry().getValue().length;
        }
    }

    public synchronized Optional<byte[]> get(long number) {
        return Optional.ofNullable(files.get(number)).map(byte[]::clone);
    }
}
