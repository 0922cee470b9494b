package digestbot.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.api.ApiFixture;
import digestbot.api.PublicDigestFinder;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpTools;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteSettings;
import digestbot.site.SiteSettings.LinkPolicy;
import digestbot.site.server.SiteServer;
import digestbot.web.IpNetwork;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

final class ApiServerFixture implements AutoCloseable {

    static final String SITE = "https://news.example.org";

    final ApiFixture library;
    final AtomicLong nanos = new AtomicLong();
    final ApiRoutes routes;
    final McpRoutes mcp;
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiServerFixture(Path folder) {
        this(folder, SITE, List.of());
    }

    ApiServerFixture(Path folder, String url, List<IpNetwork> proxies) {
        library = new ApiFixture(folder);
        var site = new SiteAddressFormat(URI.create(url));
        PublicDigestFinder digests = library.digests(Optional.of(site));
        routes = ApiRoutes.of(library.database, digests, site, nanos::get, new TrustedProxies(proxies));
        mcp = new McpRoutes(new McpServer(McpTools.of(library.database, digests), "1"), site, routes);
        var settings = new SiteSettings(
                Optional.of(URI.create(url)),
                "127.0.0.1",
                0,
                "Digests",
                "",
                proxies,
                LinkPolicy.SERVED,
                Optional.empty());
        server = SiteServer.start(settings, List.of(routes, mcp)).orElseThrow();
    }

    /// The headers are names and values.
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(method, HttpRequest.BodyPublishers.noBody(), path, headers);
    }

    HttpResponse<String> send(String method, BodyPublisher body, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        library.close();
    }
}
