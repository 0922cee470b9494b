package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The WebSocket over which a bot receives events, shard by shard. See "Gateway" in Discord's
/// documentation.
public final class Gateway {

    private static final int HEARTBEAT_MILLIS = 41_250;
    private static final int STARTS = 1_000;

    /// So many shards may identify at the same time, as for large bots, so that no shard waits.
    private static final int CONCURRENCY = 16;

    private static final long PRIVILEGED = 1L << 1 | 1L << 8 | 1L << 15;
    private static final long DIRECT_MESSAGES = 1L << 12;

    private final String token;
    private final World world;
    private final Map<String, GatewaySession> sessions = new ConcurrentHashMap<>();
    volatile int recommended = 1;
    private volatile URI url = URI.create("");

    private volatile OptionalInt refusal = OptionalInt.empty();
    private final List<Runnable> heldResumes = new ArrayList<>();
    private boolean holdsResumes;

    Gateway(String token, World world) {
        this.token = token;
        this.world = world;
    }

    void configure(WsConfig ws) {
        ws.onConnect(context ->
                context.send(payload(10, SandboxJson.object().put("heartbeat_interval", HEARTBEAT_MILLIS))
                        .toString()));
        ws.onMessage(context -> receive(context, context.message()));
        ws.onClose(context -> closed(context, context.status()));
        ws.onError(context -> sessionOn(context).ifPresent(session -> session.detach(context)));
    }

    /// The guild is 0 for direct messages.
    void dispatch(String type, JsonNode data, long guildId) {
        sessions.values().stream()
                .filter(session -> session.owns(guildId))
                .forEach(session -> session.dispatch(type, data));
    }

    /// A message in direct messages, for a session with the intent.
    void directMessage(JsonNode message) {
        sessions.values().stream()
                .filter(session -> session.owns(0) && (session.intents & DIRECT_MESSAGES) != 0)
                .forEach(session -> session.dispatch("MESSAGE_CREATE", message));
    }

    /// The response to `GET /gateway/bot`.
    ObjectNode advice() {
        ObjectNode advice = SandboxJson.object().put("url", url.toString()).put("shards", recommended);
        advice.putObject("session_start_limit")
                .put("total", STARTS)
                .put("remaining", STARTS)
                .put("reset_after", 14_400_000)
                .put("max_concurrency", CONCURRENCY);
        return advice;
    }

    /// Tells bots to connect to this address.
    public void moveTo(URI address) {
        url = address;
    }

    /// Discord recommends this number of shards to the bot; 1 initially.
    public void recommendShards(int count) {
        recommended = count;
    }

    public boolean connected() {
        return sessions.values().stream().anyMatch(GatewaySession::connected);
    }

    public SortedSet<Integer> shards() {
        return sessions.values().stream()
                .filter(GatewaySession::connected)
                .map(session -> session.shard)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The sessions can be resumed.
    public void cutConnections() {
        sessions.values().forEach(GatewaySession::cut);
    }

    public void cutConnections(int shard) {
        sessions.values().stream().filter(session -> session.shard == shard).forEach(GatewaySession::cut);
    }

    /// Sessions whose connections are cut are resumed only after [#releaseResumes].
    public synchronized void holdResumes() {
        holdsResumes = true;
    }

    public synchronized void releaseResumes() {
        holdsResumes = false;
        heldResumes.forEach(Runnable::run);
        heldResumes.clear();
    }

    private synchronized void resumeOrHold(Runnable resume) {
        if (holdsResumes) {
            heldResumes.add(resume);
        } else {
            resume.run();
        }
    }

    /// Ends all connections and rejects new ones with a code such as 4004. See “Gateway Close Event
    /// Codes” in the documentation.
    public void refuse(int code) {
        refusal = OptionalInt.of(code);
        sessions.values().forEach(session -> session.end(code));
        sessions.clear();
    }

    public void accept() {
        refusal = OptionalInt.empty();
    }

    private void receive(WsContext context, String text) {
        JsonNode message = SandboxJson.read(text).orElseThrow();
        JsonNode data = message.path("d");
        switch (message.path("op").asInt(-1)) {
            case 1 -> context.send(payload(11, null).toString());
            case 2 -> identify(context, data);
            case 6 -> resumeOrHold(() -> resume(context, data));
            default -> {} // presences and the like
        }
    }

    private void identify(WsContext context, JsonNode data) {
        if (refusal.isPresent()) {
            context.closeSession(refusal.getAsInt(), "Refused.");
        } else if (!data.path("token").asText().equals(token)) {
            context.closeSession(4004, "Authentication failed.");
        } else if ((data.path("intents").asLong() & PRIVILEGED) != 0) {
            context.closeSession(4014, "Disallowed intent(s).");
        } else {
            start(new GatewaySession(context, data));
        }
    }

    private void start(GatewaySession session) {
        List<Guild> owned =
                world.guilds().stream().filter(home -> session.owns(home.id)).toList();
        ObjectNode ready = SandboxJson.object()
                .put("v", 10)
                .put("session_id", session.id)
                .put("session_type", "normal")
                .put("resume_gateway_url", url.toString());
        ready.set("user", world.shapes.self());
        ready.putObject("application")
                .put("id", Snowflakes.text(world.applicationId))
                .put("flags", 0);
        ready.putArray("shard").add(session.shard).add(session.shards);
        ready.putArray("private_channels");
        ready.set(
                "guilds",
                SandboxJson.array(owned.stream().map(ObjectShapes::unavailable).toList()));
        session.dispatch("READY", ready);
        sessions.put(session.id, session);
        if (session.wantsGuilds()) {
            owned.forEach(home -> session.dispatch("GUILD_CREATE", world.shapes.guild(home)));
        }
    }

    private void resume(WsContext context, JsonNode data) {
        GatewaySession session = sessions.get(data.path("session_id").asText());
        if (session == null || !session.resume(context, data.path("seq").asInt())) {
            context.send(payload(9, SandboxJson.object().booleanNode(false)).toString());
        }
    }

    /// A session that the bot ended is over; any other can be resumed.
    private void closed(WsContext context, int status) {
        sessionOn(context).ifPresent(session -> {
            session.detach(context);
            if (status == 1000 || status == 1001) {
                sessions.remove(session.id);
            }
        });
    }

    private Optional<GatewaySession> sessionOn(WsContext context) {
        return sessions.values().stream().filter(each -> each.isOn(context)).findFirst();
    }

    private static ObjectNode payload(int opcode, @Nullable JsonNode data) {
        ObjectNode payload = SandboxJson.object().put("op", opcode);
        payload.set("d", data);
        return payload;
    }

    /// One shard's session. It outlives its connection: events of the meantime are sent on RESUME.
    private static final class GatewaySession {

        private static final int KEPT = 1_000;
        private static final long GUILDS = 1;

        final String id = UUID.randomUUID().toString().replace("-", "");
        final int shard;
        final int shards;
        private final long intents;
        private final Deque<Sent> sent = new ArrayDeque<>();
        private @Nullable WsContext connection;
        private int sequence;

        private record Sent(int sequence, String payload) {}

        GatewaySession(WsContext connection, JsonNode identify) {
            this.connection = connection;
            this.intents = identify.path("intents").asLong();
            this.shard = identify.path("shard").path(0).asInt(0);
            this.shards = identify.path("shard").path(1).asInt(1);
        }

        boolean wantsGuilds() {
            return (intents & GUILDS) != 0;
        }

        /// The first shard receives direct messages, as guild 0.
        boolean owns(long guild) {
            return (guild >>> 22) % shards == shard;
        }

        synchronized void dispatch(String type, JsonNode data) {
            sequence++;
            ObjectNode payload =
                    SandboxJson.object().put("op", 0).put("s", sequence).put("t", type);
            payload.set("d", data);
            if (sent.size() == KEPT) {
                sent.removeFirst();
            }
            sent.addLast(new Sent(sequence, payload.toString()));
            deliver(sent.getLast().payload());
        }

        /// Returns false if too much was missed, so that the bot must identify again.
        synchronized boolean resume(WsContext with, int lastSeen) {
            if (lastSeen > sequence || (!sent.isEmpty() && sent.getFirst().sequence() > lastSeen + 1)) {
                return false;
            }
            connection = with;
            sent.stream().filter(each -> each.sequence() > lastSeen).forEach(each -> deliver(each.payload()));
            dispatch("RESUMED", SandboxJson.object());
            return true;
        }

        synchronized void detach(WsContext from) {
            if (connection != null && connection.session.equals(from.session)) {
                connection = null;
            }
        }

        synchronized boolean isOn(WsContext context) {
            return connection != null && connection.session.equals(context.session);
        }

        synchronized boolean connected() {
            return connection != null;
        }

        /// Cuts the connection without a close frame, as a broken network does.
        synchronized void cut() {
            if (connection != null) {
                connection.session.disconnect();
                connection = null;
            }
        }

        synchronized void end(int code) {
            if (connection != null) {
                connection.closeSession(code, "Refused.");
                connection = null;
            }
        }

        private void deliver(String payload) {
            if (connection != null && connection.session.isOpen()) {
                connection.send(payload);
            }
        }
    }
}
