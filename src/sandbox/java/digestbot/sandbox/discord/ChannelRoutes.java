package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.List;

/// Routes about channels, their messages, threads and posts. See “Channels Resource” and “Messages
/// Resource” in Discord's documentation.
final class ChannelRoutes {

    private static final int MAX_TAGS = 5;
    private static final int LONGEST_NAME = 100;

    private final World world;
    private final Messages messages;
    private final ChannelFaults faults;
    private final RateLimits limits;

    ChannelRoutes(World world, Messages messages, ChannelFaults faults, RateLimits limits) {
        this.world = world;
        this.messages = messages;
        this.faults = faults;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.limited("POST", "/channels/{}/messages", "create", this::post),
                Route.limited("GET", "/channels/{}/messages/{}", "read", this::get),
                Route.limited("PATCH", "/channels/{}/messages/{}", "edit", this::edit),
                Route.limited("DELETE", "/channels/{}/messages/{}", "delete", this::delete),
                Route.limited("POST", "/channels/{}/threads", "threads", this::begin),
                Route.bot("GET", "/channels/{}", this::channel),
                Route.bot("PATCH", "/channels/{}", this::open),
                Route.bot("POST", "/users/@me/channels", this::openDirectMessages));
    }

    private RestAnswer post(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeWrite(channel.id());
        if (channel.isForum()) {
            throw ApiError.of(400, 50008, "Cannot send messages in a non-text channel");
        }
        world.archived.remove(channel.id());
        ChannelMessage message = messages.post(Messages.Draft.of(channel, call.body(), call.files()), "");
        return faults.afterDelivery(channel.id(), RestAnswer.ok(message.json()));
    }

    private RestAnswer get(RestCall call) throws ApiError {
        Channel channel = readable(call);
        return RestAnswer.ok(message(channel, call).json());
    }

    private RestAnswer edit(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeWrite(channel.id());
        ChannelMessage old = message(channel, call);
        requireNotArchived(channel);
        if (old.author().isPresent()) {
            throw ApiError.of(403, 50005, "Cannot edit a message authored by another user");
        }
        limits.takeEdit(channel.id(), Snowflakes.time(old.id()));
        ChannelMessage edited = messages.edit(old, call.body(), call.files(), "");
        return faults.afterDelivery(channel.id(), RestAnswer.ok(edited.json()));
    }

    private RestAnswer delete(RestCall call) throws ApiError {
        Channel channel = readable(call);
        ChannelMessage old = message(channel, call);
        requireNotArchived(channel);
        if (old.author().isPresent()) {
            throw channel.direct()
                    ? ApiError.of(403, 50003, "Cannot execute action on a DM channel")
                    : ApiError.missingPermissions();
        }
        messages.delete(old);
        return RestAnswer.NO_CONTENT;
    }

    private RestAnswer channel(RestCall call) throws ApiError {
        return RestAnswer.ok(world.shapes.channel(readable(call)));
    }

    /// The bot may only unarchive its threads that are not locked.
    private RestAnswer open(RestCall call) throws ApiError {
        Channel channel = readable(call);
        if (!channel.kind().isThread()) {
            throw ApiError.wrongType();
        }
        if (faults.isLocked(channel.id()) || call.body().path("archived").asBoolean(true)) {
            throw ApiError.missingPermissions();
        }
        world.archived.remove(channel.id());
        return RestAnswer.ok(world.shapes.channel(channel));
    }

    private Channel readable(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        return channel;
    }

    private void requireNotArchived(Channel channel) throws ApiError {
        if (world.archived.contains(channel.id())) {
            throw ApiError.archived();
        }
    }

    /// These routes do not reach ephemeral messages.
    private ChannelMessage message(Channel channel, RestCall call) throws ApiError {
        return messages.find(channel, call.id(3))
                .filter(found -> found.onlyFor().isEmpty())
                .orElseThrow(() -> ApiError.unknownMessage());
    }

    private RestAnswer openDirectMessages(RestCall call) throws ApiError {
        SandboxPerson person = world.person(call.id("recipient_id"))
                .orElseThrow(() -> ApiError.of(400, 50033, "Invalid Recipient(s)"));
        return RestAnswer.ok(world.shapes.channel(world.directMessages(person)));
    }

    /// A post has the id of its first message.
    private RestAnswer begin(RestCall call) throws ApiError {
        Channel forum = world.reachable(call.id(1));
        faults.beforeWrite(forum.id());
        if (!forum.isForum()) {
            throw ApiError.wrongType();
        }
        JsonNode body = call.body();
        checkPost(forum, body);
        Channel post = world.add(
                Channel.thread(world.snowflakes.next(), body.path("name").asText(), forum));
        ObjectNode json = world.shapes.channel(post).put("owner_id", Snowflakes.text(world.applicationId));
        try {
            json.set(
                    "message",
                    messages.begin(Messages.Draft.of(post, body.path("message"), call.files()))
                            .json()
                            .deepCopy());
        } catch (ApiError e) {
            world.remove(post);
            throw e;
        }
        json.set("applied_tags", SandboxJson.items(body.path("applied_tags")).deepCopy());
        return faults.afterDelivery(forum.id(), RestAnswer.of(201, json));
    }

    private static void checkPost(Channel forum, JsonNode body) throws ApiError {
        FormErrors errors = new FormErrors();
        errors.length("name", body.path("name"), 1, LONGEST_NAME);
        if (!body.path("message").isObject()) {
            errors.required("message");
        }
        JsonNode tags = SandboxJson.items(body.path("applied_tags"));
        errors.size("applied_tags", tags.size(), 0, MAX_TAGS);
        errors.throwIfAny();
        List<ObjectNode> known = ObjectShapes.tags(forum);
        for (JsonNode tag : tags) {
            ObjectNode used = known.stream()
                    .filter(each -> each.path("id").asText().equals(tag.asText()))
                    .findFirst()
                    .orElseThrow(() -> ApiError.of(400, 10087, "Unknown tag"));
            if (used.path("moderated").asBoolean()) {
                throw ApiError.missingPermissions(); // only moderators may use this tag
            }
        }
        if (forum.kind() == Channel.Kind.TAGGED_FORUM && tags.isEmpty()) {
            throw ApiError.of(400, 40067, "A tag is required to create a forum post in this channel");
        }
    }
}
