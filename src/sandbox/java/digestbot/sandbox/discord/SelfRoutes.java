package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxJson;
import java.util.List;

/// Routes about the bot itself: the gateway's address, the application and its commands.
final class SelfRoutes {

    private final World world;
    private final RegisteredCommands commands;
    private final Gateway gateway;

    SelfRoutes(World world, RegisteredCommands commands, Gateway gateway) {
        this.world = world;
        this.commands = commands;
        this.gateway = gateway;
    }

    List<Route> routes() {
        return List.of(
                Route.bot("GET", "/gateway/bot", _ -> RestAnswer.ok(gateway.advice())),
                Route.bot("GET", "/users/@me", _ -> RestAnswer.ok(world.shapes.self())),
                Route.bot("GET", "/applications/@me", _ -> RestAnswer.ok(world.shapes.application())),
                Route.bot("GET", "/oauth2/applications/@me", _ -> RestAnswer.ok(world.shapes.application())),
                Route.bot("GET", "/applications/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/commands", this::replace));
    }

    private RestAnswer list(RestCall call) throws ApiError {
        requireOwn(call);
        return RestAnswer.ok(SandboxJson.array(commands.all()));
    }

    private RestAnswer replace(RestCall call) throws ApiError {
        requireOwn(call);
        return RestAnswer.ok(SandboxJson.array(commands.replace(call.body())));
    }

    private void requireOwn(RestCall call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.of(403, 20012, "You are not authorized to perform this action on this application");
        }
    }
}
