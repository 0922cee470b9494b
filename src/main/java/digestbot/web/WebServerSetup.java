package digestbot.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/// Configures both web servers alike, with bounds on connections, memory, disk and time.
public final class WebServerSetup {

    /// The time without reading or writing after which a connection is closed.
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    /// The same while no further connections are possible.
    private static final Duration IDLE_TIMEOUT_WHEN_FULL = Duration.ofSeconds(5);

    private static final int MAX_CONNECTIONS = 500;
    private static final int MAX_HEADER_BYTES = 8 << 10;

    /// The upper bound of all bodies; each path has its own lower limit.
    private static final int MAX_BODY_BYTES = 1 << 20;

    private WebServerSetup() {}

    /// Configures a server that is not started yet.
    ///
    /// @param port the port; 0 for any free port
    public static void configure(JavalinConfig config, String host, int port, WebServerSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.jetty.multipartConfig.maxTotalRequestSize(1, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxFileSize(1, SizeUnit.BYTES);
        config.jetty.modifyHttpConfiguration(WebServerSetup::limit);
        var slowRequestLimit = new SlowRequestLimit(settings.readTimeout());
        config.jetty.addConnector((server, http) -> connector(server, http, host, port, slowRequestLimit));
        var errors = new ErrorPages(settings);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.insertHandler(new RequestBodyLimits(settings));
            server.insertHandler(new ResponseHeaders(settings.headers()));
            server.insertHandler(slowRequestLimit);
            var connections = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
            connections.setEndPointIdleTimeout(IDLE_TIMEOUT_WHEN_FULL.toMillis());
            server.addBean(connections);
        });
        config.jetty.modifyServletContextHandler(context -> limit(context, errors));
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
    }

    private static void limit(ServletContextHandler context, ErrorPages errors) {
        context.setErrorHandler(errors);
        context.setMaxFormContentSize(MAX_BODY_BYTES);
        context.setMaxFormKeys(RequestBodyLimits.MAX_FIELDS);
    }

    private static Connector connector(
            Server server, HttpConfiguration http, String host, int port, SlowRequestLimit slowRequestLimit) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        // With the default backlog of 50, a burst makes new connections wait for a SYN
        // retransmission (1 s).
        connector.setAcceptQueueSize(MAX_CONNECTIONS);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.addBean(slowRequestLimit, false); // the server of the handlers starts and stops it
        return connector;
    }

    /// Adds default headers to every response; pages may override them.
    private static final class ResponseHeaders extends Handler.Wrapper {

        private final Map<String, String> headers;

        ResponseHeaders(Map<String, String> headers) {
            this.headers = headers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            headers.forEach(response.getHeaders()::put);
            return super.handle(request, response, callback);
        }
    }
}
