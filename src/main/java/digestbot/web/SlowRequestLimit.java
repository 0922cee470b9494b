package digestbot.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Closes connections on which no new request arrived within the interval, including those whose
/// headers arrive byte by byte (slow loris), which Jetty never considers idle.
///
/// Connections with a response in progress, such as event streams, are kept. It is a handler
/// because Jetty counts a response as sent once its headers are.
final class SlowRequestLimit extends Handler.Wrapper implements Connection.Listener {

    private final Duration checkInterval;
    private final Set<Connection> activeConnections = ConcurrentHashMap.newKeySet();

    /// @param every the interval of the check; a connection without a new request since the last
    ///     check is closed
    SlowRequestLimit(Duration every) {
        this.checkInterval = every;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        activeConnections.add(connection);
        Request.addCompletionListener(request, _ -> activeConnections.remove(connection));
        return super.handle(request, response, callback);
    }

    @Override
    public void onOpened(Connection connection) {
        scheduleCheck(connection, -1);
    }

    /// @param before the number of requests at the last check; -1 at the first
    private void check(Connection connection, long before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        long requests = connection.getMessagesIn();
        if (requests == before && !activeConnections.contains(connection)) {
            connection.close();
        } else {
            scheduleCheck(connection, requests);
        }
    }

    private void scheduleCheck(Connection connection, long requests) {
        var _ = getServer()
                .getScheduler()
                .schedule(() -> check(connection, requests), checkInterval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
