package digestbot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Readers of the site, in a process of their own: so many requests per second, whatever the answers take. The time of
/// a request runs from the moment at which it should have been sent, so that a server that stalls makes all requests
/// slow that were due meanwhile.
///
/// Arguments: the port, the number of requests per second, and a file with a path in each line. Commands, a line each:
/// `begin` starts asking for the paths in turn; `end` stops, and answers with `<requests> <median> <99th percentile>
/// <longest> <failures>`, the times in ms.
final class SiteLoad {

    /// With fewer, a server that stalls would keep requests from being sent.
    private static final int CONNECTIONS = 64;

    private final int port;
    private final long nanosBetween;
    private final List<String> paths;
    private final ConcurrentLinkedQueue<long[]> times = new ConcurrentLinkedQueue<>();
    private final List<Thread> readers = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean ended;

    private SiteLoad(int port, int perSecond, List<String> paths) {
        this.port = port;
        nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.paths = paths;
    }

    static void main(String... arguments) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int from = 0;
        List<String> paths = Files.readAllLines(Path.of(arguments[2]));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.equals("begin")) {
                throw new IllegalArgumentException(line);
            }
            var load = new SiteLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), paths);
            load.begin(from);
            System.out.println("begun");
            in.readLine();
            System.out.println(load.end());
            from = (int) (load.next.get() % paths.size());
        }
    }

    private void begin(int from) {
        next.set(from);
        long start = System.nanoTime() - from * nanosBetween;
        for (int i = 0; i < CONNECTIONS; i++) {
            readers.add(Thread.ofPlatform().start(() -> ask(start)));
        }
    }

    private void ask(long start) {
        var mine = new ArrayList<Long>();
        while (!ended) {
            try (var connection = new SiteConnection(port)) {
                ask(connection, start, mine);
            } catch (IOException e) {
                System.err.println(e.getMessage());
                failures.incrementAndGet();
            }
        }
        times.add(mine.stream().mapToLong(each -> each).toArray());
    }

    private void ask(SiteConnection connection, long start, List<Long> mine) throws IOException {
        while (!ended) {
            long number = next.getAndIncrement();
            long due = start + number * nanosBetween;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            connection.get(paths.get((int) (number % paths.size())));
            mine.add(System.nanoTime() - due);
        }
    }

    /// @return the number of requests and their times
    private String end() throws InterruptedException {
        ended = true;
        for (Thread reader : readers) {
            reader.join();
        }
        long[] sorted = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return "%d %s %s %s %d"
                .formatted(
                        sorted.length,
                        quantile(sorted, 0.5),
                        quantile(sorted, 0.99),
                        quantile(sorted, 1),
                        failures.get());
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
