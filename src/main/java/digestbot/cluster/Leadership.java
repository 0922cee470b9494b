package digestbot.cluster;

import java.time.Duration;

/// Starts the leader's parts when this node becomes the leader, and stops them when it no longer
/// is.
public interface Leadership extends AutoCloseable {

    /// Adds a part. Must be called before [#start].
    void add(LeaderPart part);

    void start();

    /// Waits until some node is the leader and, if it is this one, has started its parts. Returns
    /// false after the timeout.
    boolean awaitLeader(Duration timeout) throws InterruptedException;

    @Override
    void close();

    /// The only node of a database, for example of a SQLite file. It leads from start to end.
    public static final class SoleNode implements Leadership {

        private final LeaderPartRunner parts = new LeaderPartRunner(System::nanoTime);

        @Override
        public void add(LeaderPart part) {
            parts.add(part);
        }

        @Override
        public void start() {
            parts.start(LeaderTerm.PERMANENT);
        }

        @Override
        public boolean awaitLeader(Duration timeout) {
            return true;
        }

        @Override
        public void close() {
            parts.stop();
        }
    }
}
