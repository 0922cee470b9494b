package digestbot.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the notifications that other processes send through a PostgreSQL server, on one
/// connection. Listeners must find their work in the tables, because a broken connection loses
/// notifications.
final class ServerNotifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerNotifications.class);

    private static final String CHANNEL = "digestbot";

    /// The time after which the connection is checked even if nothing arrived.
    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /// Identifies this process, which ignores its own notifications.
    private final String sender = UUID.randomUUID().toString();

    private final PGSimpleDataSource source;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    ServerNotifications(PGSimpleDataSource source) {
        this.source = source;
        thread = Thread.ofPlatform().name("database notifications").daemon().unstarted(this::run);
    }

    void send(Handle handle, String name) {
        handle.select("SELECT pg_notify(?, ?)", CHANNEL, sender + " " + name)
                .mapTo(String.class)
                .one();
    }

    synchronized void addListener(String name, Runnable listener) {
        listeners.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>()).add(listener);
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                try (Connection connection = source.getConnection()) {
                    listen(connection);
                } catch (SQLException | RuntimeException | Error e) {
                    LOG.debug("waiting for notifications failed, retrying", e);
                }
                var _ = closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            // This thread is never interrupted.
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            // Something may have been missed while there was no connection.
            listeners.values().forEach(each -> each.forEach(Runnable::run));
            PGConnection server = connection.unwrap(PGConnection.class);
            while (!isClosed()) {
                PGNotification[] received = server.getNotifications((int) WAIT.toMillis());
                if (received.length == 0) {
                    statement.execute("SELECT 1");
                }
                for (PGNotification each : received) {
                    notified(each.getParameter());
                }
            }
        }
    }

    private void notified(String parameter) {
        String[] parts = parameter.split(" ", 2);
        if (parts.length == 2 && !parts[0].equals(sender)) {
            listeners.getOrDefault(parts[1], List.of()).forEach(Runnable::run);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
