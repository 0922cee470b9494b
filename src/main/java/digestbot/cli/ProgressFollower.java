package digestbot.cli;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastReporter;
import digestbot.broadcast.Broadcasts;
import digestbot.database.Database;
import digestbot.i18n.Texts;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Prints the progress of a broadcast that another process sends, one line per change, until the
/// broadcast has ended.
final class ProgressFollower {

    private static final long POLL_INTERVAL_MILLIS = 500;

    private final Database database;
    private final Broadcasts broadcasts;
    private final BroadcastReporter reporter;
    private final long number;
    private final PrintWriter out;
    private String printed = "";

    ProgressFollower(
            Database database, Broadcasts broadcasts, BroadcastReporter reporter, long number, PrintWriter out) {
        this.database = database;
        this.broadcasts = broadcasts;
        this.reporter = reporter;
        this.number = number;
        this.out = out;
    }

    void follow() throws InterruptedException {
        try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory())) {
            while (!scheduler
                    .schedule(this::poll, POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)
                    .get()) {
                // The condition schedules the next check.
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the progress of the broadcast", e.getCause());
        }
    }

    /// Prints changes and tells whether the broadcast has ended.
    private boolean poll() {
        return database.read(transaction -> {
            Broadcast broadcast = broadcasts.find(transaction, number).orElseThrow();
            String line = reporter.line(transaction, broadcast, Texts.of("en"));
            if (!line.equals(printed)) {
                out.println(line);
                out.flush();
                printed = line;
            }
            return broadcast.isFinished();
        });
    }
}
