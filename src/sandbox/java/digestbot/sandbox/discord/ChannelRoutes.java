package digestbot.sandbox.discord;

import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.RateLimits;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;

/// Routes about channels, their messages, and the guild.
final class ChannelRoutes {

    private final World world;
    private final ObjectShapes shapes;
    private final GuildShape guild;
    private final Messages messages;
    private final ChannelFaults faults;
    private final RateLimits limits;

    ChannelRoutes(
            World world,
            ObjectShapes shapes,
            GuildShape guild,
            Messages messages,
            ChannelFaults faults,
            RateLimits limits) {
        this.world = world;
        this.shapes = shapes;
        this.guild = guild;
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
                Route.bot("GET", "/channels/{}", this::channel),
                Route.bot("PATCH", "/channels/{}", this::open),
                Route.bot("POST", "/users/@me/channels", this::openDirectMessages),
                Route.bot("GET", "/guilds/{}", this::guild),
                Route.bot("GET", "/guilds/{}/members/{}", this::member));
    }

    private RestAnswer post(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeWrite(channel.id());
        if (channel.isForum()) {
            throw ApiError.of(400, 50008, "Cannot send messages in a non-text channel");
        }
        world.archive(channel, false);
        ChannelMessage message = messages.post(MessageDraft.of(channel, call.body(), call.files()), "");
        return faults.afterDelivery(channel.id(), RestAnswer.ok(message.json()));
    }

    private RestAnswer get(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
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
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        ChannelMessage old = message(channel, call);
        requireNotArchived(channel);
        if (old.author().isPresent()) {
            throw channel.direct()
                    ? ApiError.of(403, 50003, "Cannot execute action on a DM channel")
                    : ApiError.of(403, 50013, "Missing Permissions");
        }
        messages.delete(old);
        return RestAnswer.NO_CONTENT;
    }

    private RestAnswer channel(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        return RestAnswer.ok(shapes.channel(channel));
    }

    /// Changes a channel. The bot may only unarchive its threads that are not locked.
    private RestAnswer open(RestCall call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        if (!channel.kind().isThread()) {
            throw ApiError.wrongType();
        }
        if (faults.isLocked(channel.id()) || call.body().path("archived").asBoolean(true)) {
            throw ApiError.of(403, 50013, "Missing Permissions");
        }
        world.archive(channel, false);
        return RestAnswer.ok(shapes.channel(channel));
    }

    private void requireNotArchived(Channel channel) throws ApiError {
        if (world.isArchived(channel)) {
            throw ApiError.of(400, 50083, "Thread is archived");
        }
    }

    private RestAnswer openDirectMessages(RestCall call) throws ApiError {
        long id = call.id("recipient_id");
        return RestAnswer.ok(shapes.channel(world.directMessages(
                world.person(id).orElseThrow(() -> ApiError.of(400, 50033, "Invalid Recipient(s)")))));
    }

    private RestAnswer guild(RestCall call) throws ApiError {
        return RestAnswer.ok(guild.rest(home(call)));
    }

    private RestAnswer member(RestCall call) throws ApiError {
        Guild home = home(call);
        long id = call.id(3);
        if (id == world.applicationId) {
            return RestAnswer.ok(shapes.selfMember(home));
        }
        return RestAnswer.ok(shapes.member(
                home, world.member(home, id).orElseThrow(() -> ApiError.of(404, 10007, "Unknown Member"))));
    }

    private Guild home(RestCall call) throws ApiError {
        return world.guild(call.id(1))
                .filter(found -> found.hasBot)
                .orElseThrow(() -> ApiError.of(404, 10004, "Unknown Guild"));
    }

    /// Finds the message. Ephemeral messages cannot be reached by these routes.
    private ChannelMessage message(Channel channel, RestCall call) throws ApiError {
        return messages.find(channel, call.id(3))
                .filter(found -> !found.ephemeral())
                .orElseThrow(ApiError::unknownMessage);
    }
}
