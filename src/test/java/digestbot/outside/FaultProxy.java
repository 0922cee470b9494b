package digestbot.outside;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The network in front of a simulator: carries requests to it and answers back, with
/// [NetworkFault]s on the way. Web sockets are carried as they are. Uses nothing of the simulator,
/// and nothing of the bot.
final class FaultProxy extends NetworkFaults {

    private final URI inside;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
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

    private FaultProxy(URI inside) throws IOException {
        this.inside = inside;
        port = FreePort.find(); // nobody else gets it while this is shut
        listening = listen(port);
    }

    static FaultProxy before(URI inside) {
        try {
            return new FaultProxy(inside);
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

    @Override
    public void closeAfter(long millis) {
        lifetime = millis;
    }

    @Override
    public void cut() {
        run(this::cutAll);
    }

    private void cutAll() throws IOException {
        for (Socket each : Set.copyOf(open)) {
            cut(each);
        }
    }

    @Override
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

    @Override
    public void stall() {
        run(() -> {
            end();
            stall = Optional.of(new UnacceptingPort(port));
        });
    }

    @Override
    public void reopen() {
        run(() -> {
            endStall();
            listening = listen(port);
        });
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
}
