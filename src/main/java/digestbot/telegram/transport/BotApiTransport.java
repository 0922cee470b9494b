package digestbot.telegram.transport;

import digestbot.concurrent.Deadline;
import digestbot.delivery.api.RequestCounters;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Makes requests to the Bot API, each on the calling thread, and counts them. Thread-safe.
public final class BotApiTransport implements AutoCloseable {

    private static final int MAX_REQUESTS = 256;
    private static final int MAX_ANSWER = 8 << 20;
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

    private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "digestbot");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("telegram connections").factory());
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();
    private final CloseableHttpClient http;
    private final HttpHost server;

    /// The common path of all methods, which contains the token.
    private final String path;

    private final RequestCounters counters;

    /// The header `Date` of the last answer.
    private volatile @Nullable String serverDate;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record HttpAnswer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// Thrown if the DNS lookup, the connection or the TLS handshake failed, or if no time was
    /// left.
    public static final class NotSentException extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        public NotSentException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /// The server, and the limits of trust in a connection to it.
    ///
    /// @param server scheme, host and port
    /// @param toLive the age at which a connection is closed
    /// @param surelyOpen the idle time after which the server may have closed the connection;
    ///     checking takes a millisecond
    record Endpoint(URI server, ProxySelector proxies, SSLContext tls, Duration toLive, Duration surelyOpen) {

        /// Uses the limits for api.telegram.org, which closes connections 38 s after they were
        /// opened, busy or not.
        Endpoint(URI server, ProxySelector proxies, SSLContext tls) {
            this(server, proxies, tls, Duration.ofSeconds(30), Duration.ofSeconds(1));
        }
    }

    /// Uses the proxy of the system properties, and trusts the certificates that Java trusts.
    public BotApiTransport(URI server, String token, RequestCounters counters) {
        this(new Endpoint(server, ProxySelector.getDefault(), SSLContexts.createSystemDefault()), token, counters);
    }

    BotApiTransport(Endpoint endpoint, String token, RequestCounters counters) {
        this.counters = counters;
        server = HttpHost.create(endpoint.server);
        path = new HttpUrl.Builder()
                        .scheme("http")
                        .host("localhost")
                        .addPathSegment("bot" + token)
                        .build()
                        .encodedPath()
                + "/";
        PoolingHttpClientConnectionManager connections = connections(endpoint);
        http = endpoint.proxies.select(endpoint.server).getFirst().type() == Proxy.Type.DIRECT
                ? HttpClients.createMinimal(connections)
                : HttpClients.custom()
                        .setConnectionManager(connections)
                        .setProxySelector(endpoint.proxies)
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableRedirectHandling()
                        .build();
        long cleaning = endpoint.toLive.toNanos() / 3;
        var _ = timer.scheduleWithFixedDelay(connections::closeExpired, cleaning, cleaning, TimeUnit.NANOSECONDS);
    }

    private static PoolingHttpClientConnectionManager connections(Endpoint endpoint) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(MAX_REQUESTS)
                .setMaxConnTotal(MAX_REQUESTS)
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(endpoint.tls, HostnameVerificationPolicy.BUILTIN, null))
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.of(endpoint.toLive))
                        .setValidateAfterInactivity(TimeValue.of(endpoint.surelyOpen))
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(LIMITS)
                        .responseParserFactory(DefaultHttpResponseParserFactory.INSTANCE)
                        .build())
                .build();
    }

    /// The server's time in its last answer; empty if the answer had none.
    public Optional<Instant> serverTime() {
        return Optional.ofNullable(serverDate).map(DateUtils::parseStandardDate);
    }

    /// Sends a request. Fails with a [NotSentException] if the server cannot have executed it;
    /// after any other [IOException], the server may have executed it.
    HttpAnswer send(String method, HttpEntity body, Duration timeout) throws IOException {
        return send(method, post(method, body), timeout);
    }

    private HttpPost post(String method, HttpEntity body) {
        var request = new HttpPost(addresses.computeIfAbsent(method, each -> URI.create(path + each)));
        request.setEntity(body);
        return request;
    }

    /// Sends a request that mostly waits and is not counted. `begun` receives an action that
    /// cancels the request.
    HttpAnswer poll(String method, HttpEntity body, Duration timeout, Consumer<Runnable> begun) throws IOException {
        HttpPost request = post(method, body);
        begun.accept(request::cancel);
        try (Deadline _ = Deadline.in(timeout, request::cancel)) {
            return exchange(request, true);
        }
    }

    /// Downloads a file; `file` is its path on the server.
    HttpAnswer download(String file, Duration timeout) throws IOException {
        return send("file", new HttpGet(URI.create("/file" + path + file)), timeout);
    }

    private HttpAnswer send(String method, HttpUriRequestBase request, Duration timeout) throws IOException {
        long start = System.nanoTime();
        try (Deadline _ = Deadline.in(timeout, request::cancel)) {
            HttpAnswer answer = exchange(request, true);
            counters.answered(method, Duration.ofNanos(System.nanoTime() - start), answer.status());
            return answer;
        }
    }

    /// Exchanges request and response. `again` allows a second attempt if nothing was sent.
    private HttpAnswer exchange(HttpUriRequestBase request, boolean again) throws IOException {
        var exchange = new Exchange();
        request.setHeaders(USER_AGENT); // the client added others to the unsent request
        try {
            return http.execute(server, request, exchange, this::read);
        } catch (IOException | IllegalStateException e) {
            // Cancelled requests, and requests after the end, fail with a runtime exception.
            IOException failure = e instanceof IOException io ? io : new IOException(e);
            if (request.isCancelled()) {
                failure = new InterruptedIOException("timeout");
            } else if (!exchange.isBegun() && again) {
                return exchange(request, false);
            }
            throw exchange.isBegun() ? failure : new NotSentException(failure);
        }
    }

    private HttpAnswer read(ClassicHttpResponse response) throws IOException {
        Header date = response.getFirstHeader(HttpHeaders.DATE);
        serverDate = date == null ? null : date.getValue();
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        // A known length limits the memory that is allocated.
        int most = length < 0 ? MAX_ANSWER + 1 : (int) Math.min(length, MAX_ANSWER + 1);
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(most);
        if (body.length > MAX_ANSWER) {
            throw new IOException("the answer is too long");
        }
        return new HttpAnswer(response.getCode(), body);
    }

    private static final class Exchange extends HttpClientContext {

        private long sentBefore;

        /// Called before a request is written, including the request for a tunnel. The connection
        /// is null if it was closed at this moment.
        @Override
        public void setEndpointDetails(@Nullable EndpointDetails connection) {
            sentBefore = connection == null ? 0 : connection.getSentBytesCount();
            super.setEndpointDetails(connection);
        }

        /// Whether the connection took part of the request; if not, the server has received
        /// nothing.
        private boolean isBegun() {
            EndpointDetails connection = getEndpointDetails();
            return getRequest() != null && connection != null && connection.getSentBytesCount() > sentBefore;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }
}
