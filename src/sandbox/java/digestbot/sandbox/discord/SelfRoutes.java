package digestbot.sandbox.discord;

import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;
import java.util.function.Supplier;

/// Routes about the bot itself: the gateway's address, the application and its commands.
final class SelfRoutes {

    private final World world;
    private final ObjectShapes shapes;
    private final RegisteredCommands commands;
    private final Gateway gateway;
    private final Supplier<String> gatewayUrl;

    SelfRoutes(
            World world,
            ObjectShapes shapes,
            RegisteredCommands commands,
            Gateway gateway,
            Supplier<String> gatewayUrl) {
        this.world = world;
        this.shapes = shapes;
        this.commands = commands;
        this.gateway = gateway;
        this.gatewayUrl = gatewayUrl;
    }

    List<Route> routes() {
        return List.of(
                Route.open(
                        "GET",
                        "/gateway",
                        _ -> RestAnswer.ok(DiscordJson.object().put("url", gatewayUrl.get()))),
                Route.bot("GET", "/gateway/bot", _ -> gatewayForBots()),
                Route.bot("GET", "/users/@me", _ -> RestAnswer.ok(shapes.self())),
                Route.bot("GET", "/applications/@me", _ -> RestAnswer.ok(shapes.application())),
                Route.bot("GET", "/oauth2/applications/@me", _ -> RestAnswer.ok(shapes.application())),
                Route.bot("GET", "/applications/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/commands", this::replace),
                Route.bot("POST", "/applications/{}/commands", this::add),
                Route.bot("DELETE", "/applications/{}/commands/{}", this::remove),
                Route.bot("GET", "/applications/{}/guilds/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/guilds/{}/commands", this::replace),
                Route.bot("POST", "/applications/{}/guilds/{}/commands", this::add),
                Route.bot("DELETE", "/applications/{}/guilds/{}/commands/{}", this::remove));
    }

    private RestAnswer gatewayForBots() {
        return RestAnswer.ok(gateway.advice().put("url", gatewayUrl.get()));
    }

    private RestAnswer list(RestCall call) throws ApiError {
        return RestAnswer.ok(commands.list(scope(call)));
    }

    private RestAnswer replace(RestCall call) throws ApiError {
        return RestAnswer.ok(commands.replace(scope(call), call.body()));
    }

    private RestAnswer add(RestCall call) throws ApiError {
        return RestAnswer.of(201, commands.add(scope(call), call.body()));
    }

    private RestAnswer remove(RestCall call) throws ApiError {
        commands.remove(scope(call), call.id(call.path().size() - 1));
        return RestAnswer.NO_CONTENT;
    }

    private long scope(RestCall call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.of(403, 20012, "You are not authorized to perform this action on this application");
        }
        if (!call.path().get(2).equals("guilds")) {
            return RegisteredCommands.GLOBAL;
        }
        return world.guild(call.id(3))
                .filter(guild -> guild.hasBot)
                .map(guild -> guild.id)
                .orElseThrow(() -> ApiError.of(403, 50001, "Missing Access"));
    }
}
