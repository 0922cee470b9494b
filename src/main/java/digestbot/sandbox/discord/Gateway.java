package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The WebSocket over which a bot hears of events. See "Gateway" in Discord's documentation.
final class Gateway {

    private static final int HEARTBEAT_MILLIS = 41_250;
    private static final long PRIVILEGED = 1L << 1 | 1L << 8 | 1L << 15;

    private final String token;
    private final World world;
    private final Shapes shapes;
    private final GuildShape guild;
    private final Supplier<String> resumeUrl;
    private final Map<String, GatewaySession> sessions = new ConcurrentHashMap<>();

    /// @param resumeUrl where a session is resumed
    Gateway(String token, World world, Shapes shapes, GuildShape guild, Supplier<String> resumeUrl) {
        this.token = token;
        this.world = world;
        this.shapes = shapes;
        this.guild = guild;
        this.resumeUrl = resumeUrl;
    }

    void configure(WsConfig ws) {
        ws.onConnect(context -> context.send(payload(10, Json.object().put("heartbeat_interval", HEARTBEAT_MILLIS))
                .toString()));
        ws.onMessage(context -> receive(context, context.message()));
        ws.onClose(context -> closed(context, context.status()));
        ws.onError(context -> sessionOn(context).ifPresent(session -> session.detach(context)));
    }

    /// Sends an event to the shard that the guild belongs to.
    ///
    /// @param guildId 0 for direct messages
    void dispatch(String type, JsonNode data, long guildId) {
        sessions.values().stream()
                .filter(session -> session.owns(guildId))
                .forEach(session -> session.dispatch(type, data));
    }

    boolean connected() {
        return sessions.values().stream().anyMatch(GatewaySession::connected);
    }

    void cutConnections() {
        sessions.values().forEach(GatewaySession::cut);
    }

    private void receive(WsContext context, String text) {
        JsonNode message;
        try {
            message = Json.parse(text);
        } catch (ApiError _) {
            context.closeSession(4002, "Error while decoding payload.");
            return;
        }
        JsonNode data = message.path("d");
        switch (message.path("op").asInt(-1)) {
            case 1 -> context.send(payload(11, null).toString());
            case 2 -> identify(context, data);
            case 6 -> resume(context, data);
            case 3, 4, 8, 31 -> {
                if (sessionOn(context).isEmpty()) {
                    context.closeSession(4003, "Not authenticated.");
                }
            }
            default -> context.closeSession(4001, "Unknown opcode.");
        }
    }

    private void identify(WsContext context, JsonNode data) {
        if (!data.path("token").asText().equals(token)) {
            context.closeSession(4004, "Authentication failed.");
        } else if (sessionOn(context).isPresent()) {
            context.closeSession(4005, "Already authenticated.");
        } else if ((data.path("intents").asLong() & PRIVILEGED) != 0) {
            context.closeSession(4014, "Disallowed intent(s).");
        } else {
            start(new GatewaySession(context, data));
        }
    }

    private void start(GatewaySession session) {
        boolean hasGuild = session.owns(world.guildId);
        ObjectNode ready = Json.object()
                .put("v", 10)
                .put("session_id", session.id())
                .put("session_type", "normal")
                .put("resume_gateway_url", resumeUrl.get());
        ready.set("user", shapes.self());
        ready.putObject("application").put("id", Json.id(world.applicationId)).put("flags", 0);
        ready.putArray("shard").add(session.shard()).add(session.shards());
        ready.putArray("private_channels");
        ready.set("guilds", hasGuild ? Json.arrayOf(List.of(guild.unavailable())) : Json.array());
        session.dispatch("READY", ready);
        sessions.put(session.id(), session);
        if (hasGuild && session.wantsGuilds()) {
            session.dispatch("GUILD_CREATE", guild.gateway());
        }
    }

    private void resume(WsContext context, JsonNode data) {
        if (!data.path("token").asText().equals(token)) {
            context.closeSession(4004, "Authentication failed.");
            return;
        }
        GatewaySession session = sessions.get(data.path("session_id").asText());
        if (session == null || !session.resume(context, data.path("seq").asInt())) {
            context.send(payload(9, Json.object().booleanNode(false)).toString());
        }
    }

    /// A session whose bot said goodbye is over; any other can be resumed.
    private void closed(WsContext context, int status) {
        sessionOn(context).ifPresent(session -> {
            session.detach(context);
            if (status == 1000 || status == 1001) {
                sessions.remove(session.id());
            }
        });
    }

    private Optional<GatewaySession> sessionOn(WsContext context) {
        return sessions.values().stream().filter(each -> each.isOn(context)).findFirst();
    }

    private static ObjectNode payload(int opcode, @Nullable JsonNode data) {
        ObjectNode payload = Json.object().put("op", opcode);
        payload.set("d", data);
        return payload;
    }
}
