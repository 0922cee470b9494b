package digestbot.outside;

import digestbot.outside.SandboxProcess.Counts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Counts requests by their kind and status, and keeps the arrival times of messages and edits:
/// eight bytes each. Thread-safe.
final class RequestCounts {

    private static final long SECOND = 1_000_000;
    private static final long LATELY = 20_000;

    private final TreeMap<String, Long> byKind = new TreeMap<>();
    private long[] times = new long[1024];
    private int size;

    /// A limited request counts towards the platform's limits.
    synchronized void add(Instant at, String kind, int status, boolean limited) {
        byKind.merge(kind + " " + status, 1L, Long::sum);
        if (limited) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
            }
            times[size++] = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        }
    }

    synchronized Counts counts(long delivered, long polls) {
        long throttled = byKind.entrySet().stream()
                .filter(each -> each.getKey().endsWith(" 429"))
                .mapToLong(each -> each.getValue())
                .sum();
        Arrays.sort(times, 0, size);
        return new Counts(
                Map.copyOf(byKind),
                throttled,
                size,
                mostWithin(SECOND),
                size == 0 ? 0 : times[0],
                size == 0 ? 0 : times[size - 1],
                mostWithin(LATELY),
                delivered,
                polls);
    }

    /// In any window of that length.
    private int mostWithin(long span) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < size; last++) {
            while (times[last] - times[first] >= span) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    synchronized void clear() {
        byKind.clear();
        size = 0;
    }
}
