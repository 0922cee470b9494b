package digestbot.outside;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The faulty network in front of one platform's simulator: carries requests to it and answers back,
/// with [NetworkFault]s on the way. A place is a chat, or a thread or forum topic by its own id. Only
/// requests that send, edit or delete messages meet with faults. Web sockets are carried as they are.
public final class FaultyNetwork {

    private static final Pattern ABOUT_MESSAGES =
            Pattern.compile("(?i)/(sendMessage|editMessage\\w+|deleteMessage)\\b|/channels/(\\d+)/messages");
    private static final Pattern POLL = Pattern.compile("(?i)/getUpdates\\b");
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*\"?(-?\\d+)");
    private static final Pattern TOPIC = Pattern.compile("\"message_thread_id\"\\s*:\\s*\"?(\\d+)");

    /// Telegram's HTML, and the components around Discord's texts.
    private static final Pattern FORMATTED = Pattern.compile("\"parse_mode\"|\"type\"\\s*:\\s*(?!10\\b)\\d");

    private final Map<Long, List<NetworkFault>> ofPlaces = new HashMap<>();
    private final Map<Long, NetworkFault> forGood = new HashMap<>();
    private final List<NetworkFault> nextOnes = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private boolean pollsCut;

    private final URI inside;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final RefusingPort kept = new RefusingPort();
    private final int port = kept.number();
    private volatile long lifetime;
    private Listening listening;
    private Optional<UnacceptingPort> stall = Optional.empty();

    private record Listening(ServerSocket socket, Thread accepting) {

        /// The port is free only when no thread waits for a connection there.
        void end() throws IOException {
            socket.close();
            try {
                accepting.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FaultyNetwork(URI inside) throws IOException {
        this.inside = inside;
        listening = listen(port);
    }

    static FaultyNetwork before(URI inside) {
        try {
            return new FaultyNetwork(inside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The simulator's address, through this proxy.
    URI url() {
        return URI.create("http://127.0.0.1:" + port + inside.getPath());
    }

    private Listening listen(int at) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 1024);
        return new Listening(socket, Thread.ofVirtual().start(() -> accept(socket)));
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                if (lifetime > 0) {
                    CompletableFuture.delayedExecutor(lifetime, TimeUnit.MILLISECONDS)
                            .execute(() -> run(client::close));
                }
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // The socket was closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), inside.getPort())) {
            server.setTcpNoDelay(true);
            open.add(server);
            try {
                carry(new Line(client), new Line(server));
            } finally {
                open.remove(server);
            }
        } catch (IOException _) {
            // One end is gone, so the other goes too.
        } finally {
            open.remove(client);
        }
    }

    private record Line(Socket socket, BufferedInputStream in) {
        Line(Socket socket) throws IOException {
            this(socket, new BufferedInputStream(socket.getInputStream()));
        }

        void write(byte[] bytes, int length) throws IOException {
            socket.getOutputStream().write(bytes, 0, length);
            socket.getOutputStream().flush();
        }

        void write(byte[] bytes) throws IOException {
            write(bytes, bytes.length);
        }
    }

    private void carry(Line client, Line server) throws IOException {
        Optional<HttpMessage> next = HttpMessage.read(client.in);
        while (next.isPresent()) {
            HttpMessage request = next.get();
            if (request.upgrades()) {
                server.write(request.bytes());
                Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                return;
            }
            if (!carry(request, client, server)) {
                cut(client.socket);
                return;
            }
            next = HttpMessage.read(client.in);
        }
    }

    private static void pump(Line from, Line to) {
        try (from.socket) {
            from.in.transferTo(to.socket.getOutputStream());
        } catch (IOException _) {
            // The end of the stream.
        }
    }

    /// Returns whether the connection goes on.
    private boolean carry(HttpMessage request, Line client, Line server) throws IOException {
        return switch (next(request)) {
            case NetworkFault.None() -> {
                client.write(answer(request, server).bytes());
                yield true;
            }
            case NetworkFault.CutBefore() -> false;
            case NetworkFault.CutAfter() -> {
                answer(request, server);
                yield false;
            }
            case NetworkFault.CutWithin() -> {
                byte[] answer = answer(request, server).bytes();
                client.write(answer, answer.length - 20);
                yield false;
            }
            case NetworkFault.Answered(int status, String type, String headers, String body) -> {
                client.write(made(status, type, headers, body));
                yield true;
            }
            case NetworkFault.Garbled(int status, String type, String body) -> {
                answer(request, server);
                client.write(made(status, type, "", body));
                yield true;
            }
            case NetworkFault.Silence(boolean arrives) -> {
                if (arrives) {
                    answer(request, server);
                }
                awaitEnd(client);
                yield false;
            }
            case NetworkFault.MarkupRefused(int status, String body) -> {
                client.write(made(status, "application/json", "", body));
                yield true;
            }
        };
    }

    private static HttpMessage answer(HttpMessage request, Line server) throws IOException {
        server.write(request.bytes());
        return HttpMessage.read(server.in).orElseThrow(() -> new IOException("the simulator cut the connection"));
    }

    /// Waits until the client goes, or sends more.
    private static void awaitEnd(Line client) throws IOException {
        int _ = client.in.read();
    }

    private static byte[] made(int status, String type, String headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d Made\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(status, type, content.length, headers.replace("\n", "\r\n"));
        return new HttpMessage(head, content).bytes();
    }

    private static void cut(Socket socket) throws IOException {
        try {
            // Without a farewell, the other end sees a reset.
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            // The socket is closed already.
        }
        socket.close();
    }

    /// Each new connection is closed so long after it was opened, busy or not.
    public void closeAfter(long millis) {
        lifetime = millis;
    }

    public void cut() {
        run(this::cutAll);
    }

    private void cutAll() throws IOException {
        for (Socket each : Set.copyOf(open)) {
            cut(each);
        }
    }

    /// Cuts all connections and refuses new ones, until [#reopen].
    public void shut() {
        run(this::end);
    }

    private void end() throws IOException {
        listening.end();
        endStall();
        cutAll();
    }

    private void endStall() throws IOException {
        if (stall.isPresent()) {
            stall.orElseThrow().close();
            stall = Optional.empty();
        }
    }

    /// Cuts all connections and accepts no new ones, until [#reopen].
    public void stall() {
        run(() -> {
            end();
            stall = Optional.of(new UnacceptingPort(port));
        });
    }

    public void reopen() {
        run(() -> {
            endStall();
            listening = listen(port);
        });
    }

    private record Chance(NetworkFault fault, double probability, Random random) {}

    /// For the next requests about any place without a planned fault.
    public synchronized void inject(NetworkFault fault, int times) {
        nextOnes.addAll(Collections.nCopies(times, fault));
    }

    /// For the next requests about the place, after the faults that were planned for it before.
    public synchronized void inject(long place, NetworkFault fault, int times) {
        ofPlaces.computeIfAbsent(place, _ -> new ArrayList<>()).addAll(Collections.nCopies(times, fault));
    }

    /// For all requests about the place, after the faults that were planned for it.
    public synchronized void injectForGood(long place, NetworkFault fault) {
        forGood.put(place, fault);
    }

    public synchronized void injectByChance(NetworkFault fault, double probability, long seed) {
        chances.add(new Chance(fault, probability, new Random(seed)));
    }

    /// No poll for Telegram's updates arrives any more; a waiting one is answered.
    public synchronized void cutPolls() {
        pollsCut = true;
    }

    /// Counts the faults that have happened, by their class's simple name.
    public synchronized Map<String, Integer> happened() {
        return Map.copyOf(happened);
    }

    public synchronized void clearFaults() {
        pollsCut = false;
        ofPlaces.clear();
        forGood.clear();
        nextOnes.clear();
        chances.clear();
    }

    synchronized NetworkFault next(HttpMessage request) {
        NetworkFault fault = find(request);
        happened.merge(fault.getClass().getSimpleName(), 1, Integer::sum);
        return fault;
    }

    private NetworkFault find(HttpMessage request) {
        if (pollsCut && POLL.matcher(request.firstLine()).find()) {
            return new NetworkFault.CutBefore();
        }
        Matcher matcher = ABOUT_MESSAGES.matcher(request.firstLine());
        if (!matcher.find()) {
            return new NetworkFault.None();
        }
        OptionalLong place = place(matcher.group(2), request);
        if (place.isPresent()) {
            Optional<NetworkFault> own = own(place.getAsLong(), request);
            if (own.isPresent()) {
                return own.orElseThrow();
            }
        }
        if (!nextOnes.isEmpty()) {
            return nextOnes.removeFirst();
        }
        for (Chance chance : chances) {
            if (chance.random.nextDouble() < chance.probability) {
                return chance.fault;
            }
        }
        return new NetworkFault.None();
    }

    private Optional<NetworkFault> own(long place, HttpMessage request) {
        List<NetworkFault> next = ofPlaces.getOrDefault(place, List.of());
        if (!next.isEmpty()) {
            return Optional.of(next.removeFirst());
        }
        return Optional.ofNullable(forGood.get(place))
                .filter(fault -> !(fault instanceof NetworkFault.MarkupRefused)
                        || FORMATTED.matcher(request.text()).find());
    }

    private static OptionalLong place(@Nullable String inPath, HttpMessage request) {
        if (inPath != null) {
            return OptionalLong.of(Long.parseLong(inPath));
        }
        return Stream.of(TOPIC, CHAT)
                .map(pattern -> pattern.matcher(request.text()))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
    }

    private interface Change {
        void make() throws IOException;
    }

    private static void run(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An HTTP/1.1 request or answer, as its bytes went over the wire. The head includes the blank
    /// line; the body includes the lengths of chunks, with a character for each byte.
    record HttpMessage(String head, String body) {

        HttpMessage(String head, byte[] body) {
            this(head, new String(body, StandardCharsets.ISO_8859_1));
        }

        /// Empty at the end of the stream.
        static Optional<HttpMessage> read(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            String line = line(in);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            while (!line.equals("\r\n") && !line.isEmpty()) {
                head.append(line);
                line = line(in);
            }
            head.append("\r\n");
            return Optional.of(new HttpMessage(head.toString(), body(head.toString(), in)));
        }

        private static byte[] body(String head, InputStream in) throws IOException {
            String low = head.toLowerCase(Locale.ROOT);
            int length = low.indexOf("\r\ncontent-length:");
            if (length >= 0) {
                int begin = low.indexOf(':', length) + 1;
                int size = Integer.parseInt(
                        low.substring(begin, low.indexOf("\r\n", begin)).strip());
                byte[] body = in.readNBytes(size);
                if (body.length < size) {
                    throw new EOFException("a body was cut off");
                }
                return body;
            }
            return low.contains("\r\ntransfer-encoding: chunked") ? chunks(in) : new byte[0];
        }

        private static byte[] chunks(InputStream in) throws IOException {
            var body = new ByteArrayOutputStream();
            int size;
            do {
                String line = line(in);
                size = Integer.parseInt(line.strip(), 16);
                body.write(line.getBytes(StandardCharsets.ISO_8859_1));
                body.write(in.readNBytes(size));
                body.write(line(in).getBytes(StandardCharsets.ISO_8859_1));
            } while (size > 0);
            return body.toByteArray();
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            int read = in.read();
            while (read >= 0) {
                line.append((char) read);
                if (read == '\n') {
                    break;
                }
                read = in.read();
            }
            return line.toString();
        }

        String firstLine() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        boolean upgrades() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket");
        }

        byte[] bytes() {
            return (head + body).getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    /// A port that never accepts connections: its queue is full.
    private static final class UnacceptingPort implements AutoCloseable {

        /// Linux admits one more than requested.
        private static final int QUEUE = 1;

        private static final int FULL_WITHIN_MILLIS = 200;

        private final ServerSocket socket = new ServerSocket();
        private final List<Socket> queue = new ArrayList<>();

        UnacceptingPort(int port) throws IOException {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUEUE);
            while (joins()) {
                // The queue has room.
            }
        }

        private boolean joins() throws IOException {
            var guest = new Socket();
            try {
                guest.connect(socket.getLocalSocketAddress(), FULL_WITHIN_MILLIS);
                queue.add(guest);
                return true;
            } catch (IOException _) {
                guest.close();
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket guest : queue) {
                guest.close();
            }
            socket.close();
        }
    }

    /// A fault of a request on its way to a simulator and back.
    public sealed interface NetworkFault {

        record None() implements NetworkFault {}

        /// The connection is cut before the request arrives.
        record CutBefore() implements NetworkFault {}

        /// The request arrives, and the connection is cut before its answer.
        record CutAfter() implements NetworkFault {}

        /// The request arrives, and the connection is cut in the middle of its answer.
        record CutWithin() implements NetworkFault {}

        /// A server on the way answers; the request does not arrive. Each further header ends with a
        /// line break, such as `Retry-After: 3`.
        record Answered(int status, String type, String headers, String body) implements NetworkFault {

            /// As proxies write it.
            public static Answered page(int status) {
                return new Answered(status, "text/html", "", "<html><h1>" + status + " Bad Gateway</h1></html>");
            }

            public static Answered json(int status, String body) {
                return new Answered(status, "application/json", "", body);
            }
        }

        /// The request arrives, and its answer is replaced.
        record Garbled(int status, String type, String body) implements NetworkFault {}

        /// Nothing answers for as long as the client waits; the request may arrive.
        record Silence(boolean arrives) implements NetworkFault {}

        /// A message with formatting is answered like this, in JSON, and does not arrive; one of plain
        /// text does.
        record MarkupRefused(int status, String body) implements NetworkFault {}
    }
}
