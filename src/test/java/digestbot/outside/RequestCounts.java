package digestbot.outside;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.TreeMap;

/// Counts requests by what they ask and how they were answered, and keeps when messages and edits arrived: eight
/// bytes each.
///
/// Safe for use by several threads.
final class RequestCounts {

    private static final long SECOND = 1_000_000;
    private static final long LATELY = 20_000;

    private final TreeMap<String, Long> byKind = new TreeMap<>();
    private long[] times = new long[1024];
    private int size;

    /// @param limited whether it counts towards the platform's limits
    synchronized void add(Instant at, String kind, int status, boolean limited) {
        byKind.merge(kind + " " + status, 1L, Long::sum);
        if (limited) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
            }
            times[size++] = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        }
    }

    /// `{kinds: {"sendMessage 200": …}, throttled, limited, mostInASecond, firstMicros, lastMicros, lately,
    /// mostLately}`; from `limited` on about the requests that count towards the limits, refused ones included.
    synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode kinds = json.putObject("kinds");
        byKind.forEach(kinds::put);
        long throttled = byKind.entrySet().stream()
                .filter(each -> each.getKey().endsWith(" 429"))
                .mapToLong(each -> each.getValue())
                .sum();
        Arrays.sort(times, 0, size);
        return json.put("throttled", throttled)
                .put("limited", size)
                .put("mostInASecond", mostWithin(SECOND))
                .put("firstMicros", size == 0 ? 0 : times[0])
                .put("lastMicros", size == 0 ? 0 : times[size - 1])
                .put("lately", lately())
                .put("mostLately", mostWithin(LATELY));
    }

    /// In any window of that length, wherever it begins.
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

    /// The last one, and those within 20 ms before it.
    private int lately() {
        int count = 0;
        while (count < size && times[size - 1 - count] >= times[size - 1] - LATELY) {
            count++;
        }
        return count;
    }

    synchronized void clear() {
        byKind.clear();
        size = 0;
    }
}
