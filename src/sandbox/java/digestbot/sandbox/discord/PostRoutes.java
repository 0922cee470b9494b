package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.FormErrors;
import digestbot.sandbox.discord.rules.RateLimits;
import digestbot.sandbox.discord.rules.RestAnswer;
import digestbot.sandbox.discord.rules.Upload;
import java.util.List;

/// Routes that create forum posts, and that crosspost an announcement channel's messages. See
/// “Start Thread in Forum or Media Channel” and “Crosspost Message” in Discord's documentation.
final class PostRoutes {

    private static final int MAX_TAGS = 5;
    private static final int LONGEST_NAME = 100;

    private final World world;
    private final ObjectShapes shapes;
    private final Messages messages;
    private final ChannelFaults faults;
    private final RateLimits limits;

    PostRoutes(World world, ObjectShapes shapes, Messages messages, ChannelFaults faults, RateLimits limits) {
        this.world = world;
        this.shapes = shapes;
        this.messages = messages;
        this.faults = faults;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.limited("POST", "/channels/{}/threads", "threads", this::begin),
                Route.limited("POST", "/channels/{}/messages/{}/crosspost", "crosspost", this::crosspost));
    }

    /// Creates a post, which has the id of its first message.
    private RestAnswer begin(RestCall call) throws ApiError {
        Channel forum = world.reachable(call.id(1));
        faults.beforeWrite(forum.id());
        if (!forum.isForum()) {
            throw ApiError.wrongType();
        }
        JsonNode body = call.body();
        check(forum, body);
        Channel post = Channel.thread(world.snowflakes.next(), body.path("name").asText(), forum);
        ChannelMessage first = begin(world.add(post), body.path("message"), call.files());
        ObjectNode json = shapes.channel(post).put("owner_id", DiscordJson.id(world.applicationId));
        json.set("applied_tags", DiscordJson.items(body.path("applied_tags")).deepCopy());
        json.set("message", first.json().deepCopy());
        return faults.afterDelivery(forum.id(), RestAnswer.of(201, json));
    }

    private ChannelMessage begin(Channel post, JsonNode message, List<Upload> files) throws ApiError {
        try {
            return messages.begin(MessageDraft.of(post, message, files));
        } catch (ApiError e) {
            world.remove(post);
            throw e;
        }
    }

    private static void check(Channel forum, JsonNode body) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.length("name", body.path("name"), 1, LONGEST_NAME);
        if (!body.path("message").isObject()) {
            errors.required("message");
        }
        JsonNode tags = DiscordJson.items(body.path("applied_tags"));
        errors.size("applied_tags", tags.size(), 0, MAX_TAGS);
        errors.throwIfAny();
        List<ObjectNode> known = ObjectShapes.tags(forum);
        for (JsonNode tag : tags) {
            ObjectNode used = known.stream()
                    .filter(each -> each.path("id").asText().equals(tag.asText()))
                    .findFirst()
                    .orElseThrow(() -> ApiError.of(400, 10087, "Unknown tag"));
            if (used.path("moderated").asBoolean()) {
                throw ApiError.of(403, 50013, "Missing Permissions"); // only moderators may use this tag
            }
        }
        if (forum.kind() == Channel.Kind.TAGGED_FORUM && tags.isEmpty()) {
            throw ApiError.of(400, 40067, "A tag is required to create a forum post in this channel");
        }
    }

    private RestAnswer crosspost(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeCrosspost(channel.id());
        if (channel.kind() != Channel.Kind.ANNOUNCEMENT) {
            throw ApiError.wrongType();
        }
        ChannelMessage message = messages.find(channel, call.id(3))
                .filter(found -> !found.ephemeral())
                .orElseThrow(ApiError::unknownMessage);
        if (message.crossposted()) {
            throw ApiError.of(400, 40033, "This message has already been crossposted");
        }
        limits.takeCrosspost(channel.id());
        return RestAnswer.ok(messages.crosspost(message).json());
    }
}
