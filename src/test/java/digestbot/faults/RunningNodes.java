package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.outside.BotProcess;
import digestbot.outside.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The nodes of a run, each of them a process, and their requests to Telegram as they pass between
/// the two.
final class RunningNodes implements AutoCloseable {

    private static final String REQUEST = "POST /bot";

    /// A node logs and receives this if another program polls with its token.
    private static final String LOGGED_CONFLICT = "another program polls";

    private static final String CONFLICT = "HTTP/1.1 409";

    private final FaultFixture fixture;
    private final boolean breakable;
    private final Map<String, BotProcess> nodes = new HashMap<>();
    private final Map<String, TcpProxy> toTelegram = new HashMap<>();
    private final Map<String, TcpProxy> toDatabase = new HashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger conflicts = new AtomicInteger();

    /// The time is monotonic, in nanoseconds; `send` means a message.
    record Request(String node, long nanos, boolean send) {}

    /// If the nodes are breakable, a test can break their connections to the database.
    RunningNodes(FaultFixture fixture, boolean breakable) {
        this.fixture = fixture;
        this.breakable = breakable;
    }

    void start(String name) throws IOException {
        start(name, Map.of());
    }

    void start(String name, Map<String, String> environment) throws IOException {
        BotProcess node = fixture.startNode(name, database(name), telegram(name), environment);
        nodes.put(name, node);
        Awaitility.await(name + " runs")
                .until(() -> node.log().contains(" started: watching")
                        || !node.process().isAlive());
        assertThat(node.process().isAlive())
                .as("%s runs:\n%s", name, node.log())
                .isTrue();
    }

    private DatabaseLocation database(String node) throws IOException {
        if (!breakable) {
            return fixture.botHome.location();
        }
        var server = (PostgresLocation) fixture.botHome.location();
        if (!toDatabase.containsKey(node)) {
            int port = Integer.parseInt(server.hosts().substring(server.hosts().indexOf(':') + 1));
            toDatabase.put(node, TcpProxy.before(port, _ -> {}));
        }
        return new PostgresLocation(
                server.user(), "127.0.0.1:" + toDatabase.get(node).port(), server.name(), "", "");
    }

    private URI telegram(String node) throws IOException {
        URI telegram = fixture.sandbox.telegram();
        if (!toTelegram.containsKey(node)) {
            toTelegram.put(
                    node,
                    TcpProxy.before(
                            telegram.getPort(), sent -> addRequest(node, sent), answer -> addAnswer(node, answer)));
        }
        return URI.create("http://127.0.0.1:" + toTelegram.get(node).port() + telegram.getPath());
    }

    /// A client sends a request after the answer to the last one, so a request begins a piece.
    private void addRequest(String node, String piece) {
        if (piece.startsWith(REQUEST)) {
            // The client library writes the names of methods in lower case.
            String line = piece.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
            requests.add(new Request(node, System.nanoTime(), line.contains("/sendmessage ")));
        }
    }

    /// The successor's poll ends the poll that a suspended node had begun.
    private void addAnswer(String node, String piece) {
        if (piece.startsWith(CONFLICT) && !suspended.contains(node)) {
            conflicts.incrementAndGet();
        }
    }

    void suspend(String node) throws IOException, InterruptedException {
        suspended.add(node);
        signal(node, "STOP");
    }

    void wake(String node) throws IOException, InterruptedException {
        suspended.remove(node);
        signal(node, "CONT");
    }

    private void signal(String node, String signal) throws IOException, InterruptedException {
        String process = Long.toString(process(node).process().pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, process).start().waitFor())
                .as("kill -%s %s", signal, process)
                .isZero();
    }

    BotProcess process(String name) {
        return nodes.get(name);
    }

    TcpProxy toDatabase(String name) {
        return toDatabase.get(name);
    }

    TcpProxy toTelegram(String name) {
        return toTelegram.get(name);
    }

    void forgetRequests() {
        requests.clear();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Counts the polls for Telegram's updates that met another one: the answers of 409 that
    /// arrived at a node that was not suspended, and the nodes' log lines.
    int conflicts() throws IOException {
        int logged = 0;
        for (String name : nodes.keySet()) {
            try (Stream<String> log = Files.lines(fixture.log(name))) {
                logged +=
                        (int) log.filter(line -> line.contains(LOGGED_CONFLICT)).count();
            }
        }
        return conflicts.get() + logged;
    }

    void awaitLeader() {
        Awaitility.await("a node is the leader").until(() -> !leaders().isEmpty());
    }

    /// By the name of the leader the number of its term; empty if no node is the leader.
    Map<String, Long> leaders() {
        return fixture.read("SELECT node, term FROM leader WHERE node IS NOT NULL");
    }

    String sender() {
        return leaders().keySet().iterator().next();
    }

    void end() throws InterruptedException {
        for (BotProcess node : nodes.values()) {
            FaultFixture.end(node);
        }
    }

    @Override
    public void close() throws IOException {
        for (TcpProxy proxy : Stream.concat(toTelegram.values().stream(), toDatabase.values().stream())
                .toList()) {
            proxy.close();
        }
    }
}
