package digestbot.sandbox.discord;

import java.util.List;

/// Routes about channels, their messages, and the guild.
final class ChannelRoutes {

    private final World world;
    private final Shapes shapes;
    private final GuildShape guild;
    private final Messages messages;
    private final Faults faults;
    private final RateLimits limits;

    ChannelRoutes(World world, Shapes shapes, GuildShape guild, Messages messages, Faults faults, RateLimits limits) {
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

    private Answer post(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeWrite(channel.id());
        if (channel.isForum()) {
            throw ApiError.of(400, 50008, "Cannot send messages in a non-text channel");
        }
        world.archive(channel, false);
        Message message = messages.post(Draft.of(channel, call.body(), call.files()), "");
        return faults.afterDelivery(channel.id(), Answer.ok(message.json()));
    }

    private Answer get(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        return Answer.ok(message(channel, call).json());
    }

    private Answer edit(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeWrite(channel.id());
        Message old = message(channel, call);
        unlessArchived(channel);
        if (old.author().isPresent()) {
            throw ApiError.of(403, 50005, "Cannot edit a message authored by another user");
        }
        limits.takeEdit(channel.id(), Snowflakes.time(old.id()));
        Message edited = messages.edit(old, call.body(), call.files(), "");
        return faults.afterDelivery(channel.id(), Answer.ok(edited.json()));
    }

    private Answer delete(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        Message old = message(channel, call);
        unlessArchived(channel);
        if (old.author().isPresent()) {
            throw channel.direct()
                    ? ApiError.of(403, 50003, "Cannot execute action on a DM channel")
                    : ApiError.of(403, 50013, "Missing Permissions");
        }
        messages.delete(old);
        return Answer.NO_CONTENT;
    }

    private Answer channel(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        return Answer.ok(shapes.channel(channel));
    }

    /// Of what can be changed of a channel, the bot may open its threads again that are not locked.
    private Answer open(Call call) throws ApiError {
        Channel channel = world.reachable(call.id(1));
        faults.beforeRead(channel.id());
        if (!channel.kind().isThread()) {
            throw ApiError.wrongType();
        }
        if (faults.isLocked(channel.id()) || call.body().path("archived").asBoolean(true)) {
            throw ApiError.of(403, 50013, "Missing Permissions");
        }
        world.archive(channel, false);
        return Answer.ok(shapes.channel(channel));
    }

    private void unlessArchived(Channel channel) throws ApiError {
        if (world.isArchived(channel)) {
            throw ApiError.of(400, 50083, "Thread is archived");
        }
    }

    private Answer openDirectMessages(Call call) throws ApiError {
        long id = call.id("recipient_id");
        return Answer.ok(shapes.channel(world.directMessages(
                world.person(id).orElseThrow(() -> ApiError.of(400, 50033, "Invalid Recipient(s)")))));
    }

    private Answer guild(Call call) throws ApiError {
        return Answer.ok(guild.rest(home(call)));
    }

    private Answer member(Call call) throws ApiError {
        Guild home = home(call);
        long id = call.id(3);
        if (id == world.applicationId) {
            return Answer.ok(shapes.selfMember(home));
        }
        return Answer.ok(shapes.member(
                home, world.member(home, id).orElseThrow(() -> ApiError.of(404, 10007, "Unknown Member"))));
    }

    private Guild home(Call call) throws ApiError {
        return world.guild(call.id(1))
                .filter(found -> found.hasBot)
                .orElseThrow(() -> ApiError.of(404, 10004, "Unknown Guild"));
    }

    /// Messages for one person alone are out of reach of these routes.
    private Message message(Channel channel, Call call) throws ApiError {
        return messages.find(channel, call.id(3))
                .filter(found -> !found.ephemeral())
                .orElseThrow(ApiError::unknownMessage);
    }
}
