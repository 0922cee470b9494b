package digestbot.database;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Retries connecting every tenth of a second while the server cannot be reached. A pool pauses up
/// to five seconds between attempts, during which it would not notice that the server answers
/// again. Until the server was reached for the first time, this source fails at once.
final class ReconnectingSource extends PGSimpleDataSource {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean reached;
    private volatile @Nullable SQLException lastFailure;

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = super.getConnection();
                reached = true;
                lastFailure = null;
                return connection;
            } catch (SQLException e) {
                lastFailure = e;
                failures.incrementAndGet();
                if (!reached || !SqlErrors.isConnectionFailure(e)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure; // the pool is closed
        }
    }

    /// The last failure to connect; empty if the server can be reached. The pool knows only how
    /// long it waited.
    Optional<SQLException> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    int failures() {
        return failures.get();
    }
}
