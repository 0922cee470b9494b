package digestbot.sandbox.discord;

import java.util.List;
import java.util.function.Supplier;

/// Routes about the bot itself: where the gateway is, who the bot is, and its commands.
final class SelfRoutes {

    private final World world;
    private final Shapes shapes;
    private final Commands commands;
    private final Gateway gateway;
    private final Supplier<String> gatewayUrl;

    SelfRoutes(World world, Shapes shapes, Commands commands, Gateway gateway, Supplier<String> gatewayUrl) {
        this.world = world;
        this.shapes = shapes;
        this.commands = commands;
        this.gateway = gateway;
        this.gatewayUrl = gatewayUrl;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/gateway", _ -> Answer.ok(Json.object().put("url", gatewayUrl.get()))),
                Route.bot("GET", "/gateway/bot", _ -> gatewayForBots()),
                Route.bot("GET", "/users/@me", _ -> Answer.ok(shapes.self())),
                Route.bot("GET", "/applications/@me", _ -> Answer.ok(shapes.application())),
                Route.bot("GET", "/oauth2/applications/@me", _ -> Answer.ok(shapes.application())),
                Route.bot("GET", "/applications/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/commands", this::replace),
                Route.bot("POST", "/applications/{}/commands", this::add),
                Route.bot("DELETE", "/applications/{}/commands/{}", this::remove),
                Route.bot("GET", "/applications/{}/guilds/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/guilds/{}/commands", this::replace),
                Route.bot("POST", "/applications/{}/guilds/{}/commands", this::add),
                Route.bot("DELETE", "/applications/{}/guilds/{}/commands/{}", this::remove));
    }

    private Answer gatewayForBots() {
        return Answer.ok(gateway.advice().put("url", gatewayUrl.get()));
    }

    private Answer list(Call call) throws ApiError {
        return Answer.ok(commands.list(scope(call)));
    }

    private Answer replace(Call call) throws ApiError {
        return Answer.ok(commands.replace(scope(call), call.body()));
    }

    private Answer add(Call call) throws ApiError {
        return Answer.of(201, commands.add(scope(call), call.body()));
    }

    private Answer remove(Call call) throws ApiError {
        commands.remove(scope(call), call.id(call.path().size() - 1));
        return Answer.NO_CONTENT;
    }

    private long scope(Call call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.of(403, 20012, "You are not authorized to perform this action on this application");
        }
        if (!call.path().get(2).equals("guilds")) {
            return Commands.GLOBAL;
        }
        return world.guild(call.id(3))
                .filter(guild -> guild.hasBot)
                .map(guild -> guild.id)
                .orElseThrow(() -> ApiError.of(403, 50001, "Missing Access"));
    }
}
