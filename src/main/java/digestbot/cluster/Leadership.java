package digestbot.cluster;

import java.time.Duration;

/// Starts and stops the leader's parts as this node becomes the leader and ceases to be it.
public interface Leadership extends AutoCloseable {

    /// To be called before [#start].
    void add(LeaderPart part);

    void start();

    /// Waits until some node is the leader, and has started its parts if it is this one.
    boolean awaitLeader(Duration timeout) throws InterruptedException;

    @Override
    void close();

    /// The only node of a database, such as that of a SQLite file, leads from its start to its end.
    public static final class SoleNode implements Leadership {

        private final LeaderParts parts = new LeaderParts(System::nanoTime);

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
