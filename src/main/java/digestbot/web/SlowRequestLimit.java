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
/// headers trickle in byte by byte (slow loris), which are never idle for Jetty.
///
/// Connections with a response in progress are kept, such as event streams. It is a handler because
/// Jetty counts a response as sent once its headers are.
final class SlowRequestLimit extends Handler.Wrapper implements Connection.Listener {

    private final Duration checkInterval;
    private final Set<Connection> answering = ConcurrentHashMap.newKeySet();

    /// @param every how often a connection is looked at; one without a new request since the last look is closed
    SlowRequestLimit(Duration every) {
        this.checkInterval = every;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        answering.add(connection);
        Request.addCompletionListener(request, _ -> answering.remove(connection));
        return super.handle(request, response, callback);
    }

    @Override
    public void onOpened(Connection connection) {
        lookAgain(connection, -1);
    }

    /// @param before how many requests had come at the last look; -1 if there was none
    private void check(Connection connection, long before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        long requests = connection.getMessagesIn();
        if (requests == before && !answering.contains(connection)) {
            connection.close();
        } else {
            lookAgain(connection, requests);
        }
    }

    private void lookAgain(Connection connection, long requests) {
        var _ = getServer()
                .getScheduler()
                .schedule(() -> check(connection, requests), checkInterval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
