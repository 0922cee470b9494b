package digestbot.telegram.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/// A connection to the server, which one request uses at a time.
final class KeptConnection {

    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(8192)
            .setMaxLineLength(8192)
            .setMaxHeaderCount(100)
            .build();

    private static final int SMALL = 4096;
    private static final int MAX_ANSWER = 8 << 20;

    private static final long IDLE = Long.MAX_VALUE;
    private static final long CLOSED = Long.MIN_VALUE;

    private final Endpoint server;
    private final long surelyOpenNanos;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(
            LIMITS,
            null,
            null,
            null,
            request -> ((BotApiRequest) request).length(),
            () -> BotApiRequest::writeHead,
            null);

    /// The reading of [System#nanoTime()] at which the request times out, or one of the constants.
    private final AtomicLong state;

    private volatile @Nullable Socket socket;
    private volatile boolean timedOut;
    private volatile long idleSince;
    private byte[] buffer = new byte[SMALL];

    /// @param surelyOpen a connection over which nothing was sent for longer is asked whether the server has
    ///     closed it, which takes a millisecond
    /// @param deadline that of the first request
    KeptConnection(Endpoint server, Duration surelyOpen, long deadline) {
        this.server = server;
        this.surelyOpenNanos = surelyOpen.toNanos();
        this.state = new AtomicLong(deadline);
    }

    /// Connects to the server.
    void open() throws NotSentException {
        try {
            Socket plain = server.connect(this::use);
            if (server.isSecure()) {
                http.bind(server.encrypt(plain), plain);
            } else {
                http.bind(plain);
            }
        } catch (IOException e) {
            close();
            throw new NotSentException(timedOut ? timeout() : e);
        }
    }

    private void use(Socket next) {
        socket = next;
        if (state.get() == CLOSED) {
            closeQuietly(next);
        }
    }

    /// Begins a further request.
    ///
    /// @return false if the connection cannot be used any more
    boolean reopen(long deadline, long now) {
        if (!state.compareAndSet(IDLE, deadline)) {
            return false;
        }
        try {
            if (now - idleSince < surelyOpenNanos || !http.isStale()) {
                return true;
            }
        } catch (IOException _) {
            // It is closed below.
        }
        close();
        return false;
    }

    /// Sends a request and reads the answer.
    ///
    /// @throws IOException if there is no answer; the request may have arrived
    BotApiAnswer exchange(BotApiRequest request) throws IOException {
        try {
            http.sendRequestHeader(request);
            http.sendRequestEntity(request);
            http.flush();
            ClassicHttpResponse response = http.receiveResponseHeader();
            while (response.getCode() < HttpStatus.SC_SUCCESS) {
                response = http.receiveResponseHeader();
            }
            int length = body(response); // may replace the buffer
            return new BotApiAnswer(response, buffer, length);
        } catch (HttpException e) {
            close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            close();
            throw timedOut ? timeout() : e;
        }
    }

    private int body(ClassicHttpResponse response) throws HttpException, IOException {
        if (!MessageSupport.canResponseHaveBody("POST", response)) {
            return 0;
        }
        http.receiveResponseEntity(response);
        InputStream in = response.getEntity().getContent();
        int length = 0;
        for (int more = in.read(buffer); more >= 0; more = in.read(buffer, length, buffer.length - length)) {
            length += more;
            if (length > MAX_ANSWER) {
                throw new IOException("the answer is too long");
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
        }
        return length;
    }

    /// Ends a request whose answer was read.
    ///
    /// @return false if the connection cannot be used any more
    boolean keep(BotApiAnswer answer, long deadline) {
        buffer = answer.length() < SMALL ? buffer : new byte[SMALL];
        idleSince = System.nanoTime();
        if (DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, answer.head(), HttpCoreContext.create())
                && state.compareAndSet(deadline, IDLE)) {
            return true;
        }
        close();
        return false;
    }

    /// Ends a request that takes too long.
    void checkTimeout(long now) {
        long deadline = state.get();
        if (deadline != IDLE && deadline != CLOSED && now - deadline >= 0 && state.compareAndSet(deadline, CLOSED)) {
            timedOut = true;
            closeSocket();
        }
    }

    boolean isIdleSince(long then) {
        return state.get() == IDLE && idleSince - then < 0;
    }

    void close() {
        state.set(CLOSED);
        closeSocket();
    }

    private void closeSocket() {
        Socket open = socket;
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is left to be done.
        }
    }

    private static InterruptedIOException timeout() {
        return new InterruptedIOException("timeout");
    }
}
