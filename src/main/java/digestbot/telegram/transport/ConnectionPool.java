package digestbot.telegram.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Connections to a Bot API server, which are kept for later requests. Requests block their thread
/// and are never repeated. Thread-safe.
///
/// One thread watches all timeouts, because a timer for each request costs more than the request's
/// other work.
final class ConnectionPool implements AutoCloseable {

    private static final int MAX_REQUESTS = 256;
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(100);

    private final Endpoint server;
    private final Times times;
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);
    private final Set<KeptConnection> all = ConcurrentHashMap.newKeySet();

    /// The connection that was used last is first, so that the others can be closed after a peak.
    private final Deque<KeptConnection> idle = new ConcurrentLinkedDeque<>();

    private final Object lock = new Object();
    private boolean watching;
    private boolean closed;

    /// Times after which a connection is not trusted.
    ///
    /// @param idleTimeout the time after which an unused connection is closed
    /// @param surelyOpen the time after which the server may have closed it
    record Times(Duration idleTimeout, Duration surelyOpen) {
        static final Times DEFAULT = new Times(Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    ConnectionPool(Endpoint server, Times times) {
        this.server = server;
        this.times = times;
    }

    /// @param path the method's, encoded
    BotApiRequest.Head head(String path) {
        return BotApiRequest.Head.of(server, path);
    }

    /// Sends a request and reads the answer.
    ///
    /// @throws NotSentException if the request cannot have arrived
    /// @throws IOException if there is no answer; the request may have arrived
    <T, E extends Exception> T send(BotApiRequest request, Duration timeout, BotApiAnswer.Reader<T, E> reader)
            throws IOException, E {
        long deadline = System.nanoTime() + timeout.toNanos();
        awaitTurn(timeout);
        try {
            KeptConnection connection = connection(deadline);
            BotApiAnswer answer = answer(connection, request);
            try {
                return reader.read(answer);
            } finally {
                if (connection.keep(answer, deadline)) {
                    idle.addFirst(connection);
                } else {
                    discard(connection);
                }
            }
        } finally {
            requests.release();
        }
    }

    private BotApiAnswer answer(KeptConnection connection, BotApiRequest request) throws IOException {
        boolean answered = false;
        try {
            BotApiAnswer answer = connection.exchange(request);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                discard(connection);
            }
        }
    }

    private void awaitTurn(Duration timeout) throws NotSentException {
        try {
            if (!requests.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NotSentException(new InterruptedIOException("timeout"));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSentException(new InterruptedIOException("interrupted"));
        }
    }

    private KeptConnection connection(long deadline) throws NotSentException {
        for (KeptConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.reopen(deadline, System.nanoTime())) {
                return kept;
            }
            discard(kept);
        }
        var opened = new KeptConnection(server, times.surelyOpen(), deadline);
        add(opened);
        try {
            opened.open();
        } catch (NotSentException e) {
            discard(opened);
            throw e;
        }
        return opened;
    }

    private void add(KeptConnection connection) throws NotSentException {
        synchronized (lock) {
            if (closed) {
                throw new NotSentException(new SocketException("closed"));
            }
            all.add(connection);
            if (!watching) {
                watching = true;
                Thread.ofPlatform().daemon().name("telegram timeouts").start(this::watch);
            }
        }
    }

    private void discard(KeptConnection connection) {
        connection.close();
        all.remove(connection);
    }

    /// Runs while there are connections.
    private void watch() {
        boolean more = true;
        while (more) {
            try {
                TimeUnit.NANOSECONDS.sleep(WATCH_INTERVAL.toNanos());
            } catch (InterruptedException _) {
                // Nobody interrupts this thread; if somebody does, timeouts still have to be watched.
            }
            long now = System.nanoTime();
            for (KeptConnection connection : all) {
                connection.checkTimeout(now);
                if (connection.isIdleSince(now - times.idleTimeout().toNanos()) && idle.remove(connection)) {
                    discard(connection);
                }
            }
            synchronized (lock) {
                more = !all.isEmpty();
                watching = more;
            }
        }
    }

    /// Ends all requests.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            all.forEach(KeptConnection::close);
            all.clear();
        }
        idle.clear();
    }
}
