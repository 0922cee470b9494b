package digestbot.faults;

import digestbot.database.Database;
import digestbot.faults.NodeRequests.Request;
import digestbot.outside.BotProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A node is suspended, at the worst moment if that comes soon: while it is the one that writes. Meanwhile,
/// what the others do is observed.
final class Suspension implements AutoCloseable {

    /// The longest time for which anybody else may stand still.
    static final Duration STANDSTILL = Duration.ofSeconds(4);

    /// The time from waking up after which nothing of the old term may be asked.
    static final Duration AFTER_WAKING = Duration.ofMillis(100);

    private static final int MAX_TRIES = 60;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(7);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(50);

    /// The time for which the node is observed after it was woken. It holds no seat of Telegram's by then.
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private final RunningNodes nodes;
    private final String name;
    private final boolean whileWriting;
    private final Database database;
    private final CompletableFuture<Duration> longestWait = new CompletableFuture<>();
    private volatile boolean ended;
    private final long began;

    /// What the suspension did.
    ///
    /// @param whileWriting true if the node was suspended while it held the lock of writers
    /// @param writerWait the longest time that a write took
    /// @param standstill the longest time between two messages of the node that went on
    /// @param lastAfterWaking the time from waking up until the node's last request to Telegram
    record Effects(boolean whileWriting, Duration writerWait, Duration standstill, Duration lastAfterWaking) {

        String line() {
            return "suspended %s; others waited for writing %d ms, and %d ms between messages; last request %d ms after it woke"
                    .formatted(
                            whileWriting ? "while it wrote" : "while it did not write",
                            writerWait.toMillis(),
                            standstill.toMillis(),
                            lastAfterWaking.toMillis());
        }
    }

    private Suspension(RunningNodes nodes, String name, PostgresProcess server) throws Exception {
        this.nodes = nodes;
        this.name = name;
        database = Database.open(server.location());
        nodes.requests().suspended(name);
        whileWriting = stop(nodes.process(name), server);
        began = System.nanoTime();
        Thread.ofVirtual().start(this::write);
    }

    /// Suspends the node.
    static Suspension begin(RunningNodes nodes, String name, PostgresProcess server) throws Exception {
        return new Suspension(nodes, name, server);
    }

    private static boolean stop(BotProcess node, PostgresProcess server) throws Exception {
        for (int i = 1; ; i++) {
            signal(node, "STOP");
            if (server.isWriterIdle()) {
                return true;
            }
            if (i == MAX_TRIES) {
                return false;
            }
            signal(node, "CONT");
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    /// Writes again and again, as any other node does.
    private void write() {
        try {
            Duration longest = Duration.ZERO;
            while (!ended) {
                long start = System.nanoTime();
                database.writeWithoutResult(tx -> tx.handle().execute("SELECT 1"));
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
                LockSupport.parkNanos(BETWEEN_WRITES.toNanos());
            }
            longestWait.complete(longest);
        } catch (RuntimeException | Error e) {
            longestWait.completeExceptionally(e);
        }
    }

    /// Waits until the suspension has lasted so long, and wakes the node.
    ///
    /// @param allSent tells whether there is nothing left to send
    Effects end(Duration length, BooleanSupplier allSent) throws Exception {
        LockSupport.parkNanos(length.toNanos() - (System.nanoTime() - began));
        long woken = System.nanoTime();
        nodes.requests().woken(name);
        signal(nodes.process(name), "CONT");
        LockSupport.parkNanos(AFTERMATH.toNanos());
        boolean done = allSent.getAsBoolean();
        long now = System.nanoTime();
        ended = true;
        long last = nodes.requests().since(name, woken).stream()
                .mapToLong(Request::nanos)
                .max()
                .orElse(woken);
        List<Request> sends = nodes.requests().ofOthersSince(name, began).stream()
                .filter(Request::send)
                .toList();
        return new Effects(
                whileWriting, longestWait.get(), longestGap(sends, done, now), Duration.ofNanos(last - woken));
    }

    /// @param done true if there was nothing to send after the last one
    private static Duration longestGap(List<Request> sends, boolean done, long now) {
        long longest = 0;
        for (int i = 0; i < sends.size(); i++) {
            boolean isLast = i == sends.size() - 1;
            long next = !isLast ? sends.get(i + 1).nanos() : done ? sends.get(i).nanos() : now;
            longest = Math.max(longest, next - sends.get(i).nanos());
        }
        return Duration.ofNanos(longest);
    }

    private static void signal(BotProcess node, String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(node.process().pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("cannot send " + signal);
        }
    }

    @Override
    public void close() {
        ended = true;
        // The writer may still be in a transaction, unless it has ended already.
        longestWait.handle((_, _) -> null).join();
        database.close();
    }
}
