package digestbot.cluster;

import digestbot.cluster.SeatedPart.RunningPart;
import digestbot.concurrent.ParallelTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Starts and stops the parts of this node as it takes and loses seats.
public interface Seats extends AutoCloseable {

    /// To be called before [#start].
    void add(Seat seat, SeatedPart part);

    /// The seats of which some node has to hold each; empty if this is the only node.
    List<Seat> shared();

    void start();

    /// Waits until each seat is held, and the parts of those that this node holds have started.
    boolean awaitHeld(Duration timeout) throws InterruptedException;

    @Override
    void close();

    /// The only node of a database, such as that of a SQLite file, holds all seats from its start
    /// to its end.
    public static final class SoleNode implements Seats {

        private static final Duration STOP_TIMEOUT = Duration.ofMillis(3_500);

        private final Map<Seat, SeatedPart> parts = new LinkedHashMap<>();
        private final List<RunningPart> running = new ArrayList<>();

        @Override
        public void add(Seat seat, SeatedPart part) {
            parts.put(seat, part);
        }

        @Override
        public List<Seat> shared() {
            return List.of();
        }

        @Override
        public synchronized void start() {
            parts.values().forEach(part -> running.add(part.start(SeatTerm.PERMANENT)));
        }

        @Override
        public boolean awaitHeld(Duration timeout) {
            return true;
        }

        @Override
        public synchronized void close() {
            List<Runnable> stops =
                    running.stream().<Runnable>map(part -> part::stop).toList();
            running.clear();
            ParallelTasks.run(stops, STOP_TIMEOUT);
        }
    }
}
