package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import io.javalin.websocket.WsContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One shard's session. It outlives its connection: events that are dispatched in the meantime are
/// sent again on RESUME.
final class GatewaySession {

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

    /// @param identify the data of the IDENTIFY payload
    GatewaySession(WsContext connection, JsonNode identify) {
        this.connection = connection;
        this.intents = identify.path("intents").asLong();
        this.shard = identify.path("shard").path(0).asInt(0);
        this.shards = identify.path("shard").path(1).asInt(1);
    }

    boolean wantsGuilds() {
        return (intents & GUILDS) != 0;
    }

    /// Tells whether this shard receives the events of the guild; the first shard receives direct
    /// messages, as guild 0.
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

    /// Continues over a new connection.
    ///
    /// @return false if too much was missed, so that the bot must identify again
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

    /// Ends the connection with one of Discord's own codes.
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
