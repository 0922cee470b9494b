package digestbot.api.http;

import digestbot.api.ApiProblem;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpServer.McpAnswer;
import digestbot.api.mcp.McpServer.McpRequest;
import digestbot.api.mcp.McpTools;
import digestbot.site.SiteAddressFormat;
import digestbot.site.server.SiteRoutes;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `POST /mcp`: the MCP server with the transport “Streamable HTTP”, without sessions and streams.
/// It shares each client's limits with the API.
public record McpRoutes(McpServer server, SiteAddressFormat site, ApiRoutes api) implements SiteRoutes {

    static final String PATH = "/mcp";

    @Override
    public void add(RoutesConfig routes) {
        routes.post(PATH, this::answer);
        SiteRoutes.get(routes, PATH, McpRoutes::refuse);
        routes.delete(PATH, McpRoutes::refuse);
    }

    @Override
    public long maxBodyBytes(String path) {
        return isOwn(path) ? McpServer.MAX_MESSAGE_LENGTH : 0;
    }

    @Override
    public Optional<ErrorBody> error(String path, String sentence) {
        return isOwn(path) ? Optional.of(ApiProblem.body(sentence)) : Optional.empty();
    }

    private static boolean isOwn(String path) {
        return path.equals(PATH) || path.equals(PATH + "/");
    }

    /// Refuses clients of older versions that ask for a stream or end a session.
    private static void refuse(Context context) {
        context.header(Header.ALLOW, "POST");
        throw new ApiProblem(HttpStatus.METHOD_NOT_ALLOWED, "Send messages of the Model Context Protocol by POST.");
    }

    private void answer(Context context) throws InterruptedException {
        refuseOtherSites(context);
        api.count(context, 1);
        String message = new String(context.bodyAsBytes(), StandardCharsets.UTF_8);
        McpAnswer answer = api.inTurn(() -> server.answer(message, Optional.of(request(context))));
        context.status(answer.status());
        if (!answer.json().isEmpty()) {
            context.contentType(ApiRoutes.JSON).result(answer.json().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Required by the protocol, so that no page reaches a server in the visitor's network by DNS
    /// rebinding.
    private void refuseOtherSites(Context context) {
        // Browsers omit the scheme's default port.
        String own = "%s://%s"
                .formatted(site.base().getScheme(), site.base().getAuthority())
                .replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
        Optional.ofNullable(context.header(Header.ORIGIN))
                .filter(origin -> !origin.equalsIgnoreCase(own))
                .ifPresent(_ -> {
                    throw new ApiProblem(HttpStatus.FORBIDDEN, "Pages of other sites may not send messages.");
                });
    }

    private McpRequest request(Context context) {
        return new McpRequest() {

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(context.header(name));
            }

            @Override
            public void count(String tool) {
                if (tool.equals(McpTools.SEARCH)) {
                    api.count(context, ApiRoutes.SEARCH_COST - 1);
                }
            }
        };
    }
}
