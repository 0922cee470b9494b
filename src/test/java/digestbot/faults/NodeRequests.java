package digestbot.faults;

import digestbot.outside.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The requests of each node to Telegram, as they pass between the two.
final class NodeRequests implements AutoCloseable {

    private static final String REQUEST = "POST /bot";
    private static final String SEND = "/sendmessage ";
    private static final String CONFLICT = "HTTP/1.1 409";

    private final URI telegram;
    private final Map<String, TcpProxy> proxies = new HashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger conflicts = new AtomicInteger();

    /// A request.
    ///
    /// @param nanos the time at which it passed, by the monotonic clock
    /// @param send true if it is a message
    record Request(String node, long nanos, boolean send) {}

    NodeRequests(URI telegram) {
        this.telegram = telegram;
    }

    /// The address at which the node reaches Telegram.
    URI addressFor(String node) throws IOException {
        TcpProxy proxy = proxies.get(node);
        if (proxy == null) {
            proxy = TcpProxy.before(
                    telegram.getPort(), sent -> addRequest(node, sent), answer -> addAnswer(node, answer));
            proxies.put(node, proxy);
        }
        return URI.create("http://127.0.0.1:" + proxy.port() + telegram.getPath());
    }

    /// A client sends a request after the answer to the last one, so a request begins a piece.
    private void addRequest(String node, String piece) {
        if (piece.startsWith(REQUEST)) {
            // The client library writes the names of methods in lower case.
            String line = piece.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
            requests.add(new Request(node, System.nanoTime(), line.contains(SEND)));
        }
    }

    /// A poll that a suspended node had begun is ended by the poll of its successor.
    private void addAnswer(String node, String piece) {
        if (piece.startsWith(CONFLICT) && !suspended.contains(node)) {
            conflicts.incrementAndGet();
        }
    }

    void suspended(String node) {
        suspended.add(node);
    }

    void woken(String node) {
        suspended.remove(node);
    }

    /// The requests of a node since that time.
    List<Request> since(String node, long nanos) {
        return requests.stream()
                .filter(request -> request.node().equals(node) && request.nanos() - nanos >= 0)
                .toList();
    }

    /// The requests of all other nodes since that time.
    List<Request> ofOthersSince(String node, long nanos) {
        return requests.stream()
                .filter(request -> !request.node().equals(node) && request.nanos() - nanos >= 0)
                .toList();
    }

    /// The longest time without a message since that time, until the last one.
    Duration longestPause(long nanos) {
        long last = nanos;
        long longest = 0;
        for (Request send : sendsSince(nanos)) {
            longest = Math.max(longest, send.nanos() - last);
            last = send.nanos();
        }
        return Duration.ofNanos(longest);
    }

    /// The messages of all nodes since that time.
    List<Request> sendsSince(long nanos) {
        return requests.stream()
                .filter(request -> request.send() && request.nanos() - nanos >= 0)
                .toList();
    }

    /// Forgets the requests so far.
    void forget() {
        requests.clear();
    }

    /// The number of answers of 409 that nodes received while they were not suspended.
    int conflicts() {
        return conflicts.get();
    }

    @Override
    public void close() throws IOException {
        for (TcpProxy proxy : proxies.values()) {
            proxy.close();
        }
    }
}
