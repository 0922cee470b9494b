package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.FormErrors;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;
import java.util.Set;

/// The route that starts a thread from a message. See “Start Thread from Message” in Discord's
/// documentation.
final class MessageThreadRoute {

    private static final int LONGEST_NAME = 100;
    private static final Set<Integer> ARCHIVE_MINUTES = Set.of(60, 1_440, 4_320, 10_080);

    private final World world;
    private final ObjectShapes shapes;
    private final Messages messages;
    private final ChannelFaults faults;

    MessageThreadRoute(World world, ObjectShapes shapes, Messages messages, ChannelFaults faults) {
        this.world = world;
        this.shapes = shapes;
        this.messages = messages;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(Route.limited("POST", "/channels/{}/messages/{}/threads", "message threads", this::start));
    }

    /// Starts the thread, which has the id of the message.
    private RestAnswer start(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        if (channel.kind() != Channel.Kind.TEXT && channel.kind() != Channel.Kind.ANNOUNCEMENT) {
            throw ApiError.wrongType();
        }
        if (!world.permitsThreads(channel)) {
            throw ApiError.of(403, 50013, "Missing Permissions");
        }
        JsonNode body = call.body();
        check(body);
        ChannelMessage message = messages.find(channel, call.id(3))
                .filter(found -> !found.ephemeral())
                .orElseThrow(ApiError::unknownMessage);
        if (world.channel(message.id()).isPresent()) {
            throw ApiError.of(400, 160004, "A thread has already been created for this message");
        }
        Channel thread =
                world.add(Channel.thread(message.id(), body.path("name").asText(), channel));
        ObjectNode json = shapes.channel(thread).put("owner_id", DiscordJson.id(world.applicationId));
        json.withObjectProperty("thread_metadata")
                .put("auto_archive_duration", body.path("auto_archive_duration").asInt(4_320));
        messages.startThread(message, json);
        return RestAnswer.of(201, json);
    }

    private static void check(JsonNode body) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.length("name", body.path("name"), 1, LONGEST_NAME);
        JsonNode minutes = body.path("auto_archive_duration");
        if (!minutes.isMissingNode() && !minutes.isNull() && !ARCHIVE_MINUTES.contains(minutes.asInt())) {
            errors.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).");
        }
        errors.throwIfAny();
    }
}
