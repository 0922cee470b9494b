package digestbot.delivery.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Counts the requests to a platform since the start, and the time until they were answered.
/// Thread-safe.
public final class RequestCounters {

    /// The upper limit of each bucket. One more bucket holds all longer times.
    public static final List<Duration> LIMITS = Stream.of(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toList();

    /// Further methods are counted together, so that names that others chose cannot fill memory.
    private static final int MAX_METHODS = 64;

    private static final String OTHERS = "others";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<String, AnsweredRequests> methods = new ConcurrentHashMap<>();
    private final LongAdder limited = new LongAdder();

    /// The answered requests of a method: their number in each bucket of [#LIMITS], and in the one
    /// above them.
    public record AnsweredRequests(List<Long> counts, Duration sum) {
        public AnsweredRequests {
            counts = List.copyOf(counts);
        }

        private static AnsweredRequests of(Duration took) {
            long bucket =
                    LIMITS.stream().filter(limit -> took.compareTo(limit) > 0).count();
            return new AnsweredRequests(
                    LongStream.rangeClosed(0, LIMITS.size())
                            .mapToObj(each -> each == bucket ? 1L : 0L)
                            .toList(),
                    took);
        }

        private AnsweredRequests plus(AnsweredRequests other) {
            return new AnsweredRequests(
                    IntStream.range(0, counts.size())
                            .mapToObj(i -> counts.get(i) + other.counts.get(i))
                            .toList(),
                    sum.plus(other.sum));
        }
    }

    /// Counts an answered request. The method's name must not contain ids or secrets.
    public void answered(String method, Duration took, int status) {
        String known = methods.containsKey(method) || methods.size() < MAX_METHODS ? method : OTHERS;
        methods.merge(known, AnsweredRequests.of(took), AnsweredRequests::plus);
        if (status == TOO_MANY_REQUESTS) {
            limited.increment();
        }
    }

    public Map<String, AnsweredRequests> byMethod() {
        return new TreeMap<>(methods);
    }

    public long rateLimited() {
        return limited.sum();
    }
}
