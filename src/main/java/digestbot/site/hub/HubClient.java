package digestbot.site.hub;

import digestbot.web.HttpAnswer;
import digestbot.web.OutgoingHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Tells a WebSub hub that a feed has changed.
final class HubClient implements AutoCloseable {

    private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
    private static final Duration MAX_DURATION = Duration.ofSeconds(10);

    private final URI hub;
    private final OutgoingHttp http = new OutgoingHttp(MAX_CONNECT, MAX_DURATION);

    HubClient(URI hub) {
        this.hub = hub;
    }

    /// Sends a ping, which publishers and hubs have agreed on since PubSubHubbub; WebSub itself leaves it
    /// open.
    ///
    /// @param feed the public address of the feed
    HttpAnswer changed(String feed) {
        String form = "hub.mode=publish&hub.url=" + URLEncoder.encode(feed, StandardCharsets.UTF_8);
        return http.send(http.request(hub)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    @Override
    public void close() {
        http.close();
    }
}
