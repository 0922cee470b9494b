package digestbot.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;

/// Closes connections on which no request has begun for long, even if its head comes byte by byte: to the server's
/// idle timeout such a connection is never idle.
final class SlowHeads implements Connection.Listener {

    private final Connector connector;
    private final Duration every;

    /// @param every how often a connection is looked at; one without a new request since the last look is closed
    SlowHeads(Connector connector, Duration every) {
        this.connector = connector;
        this.every = every;
    }

    @Override
    public void onOpened(Connection connection) {
        lookAgain(connection, -1);
    }

    /// @param before how many requests had come at the last look; -1 if there was none
    private void look(Connection connection, long before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        long requests = connection.getMessagesIn();
        if (requests == before && connection.getMessagesOut() == requests) {
            connection.close();
        } else {
            lookAgain(connection, requests);
        }
    }

    private void lookAgain(Connection connection, long requests) {
        var _ = connector
                .getScheduler()
                .schedule(() -> look(connection, requests), every.toMillis(), TimeUnit.MILLISECONDS);
    }
}
