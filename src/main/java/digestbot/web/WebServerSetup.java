package digestbot.web;

import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Configures both web servers alike, with bounds on connections, memory, disk and time.
public final class WebServerSetup {

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    /// The idle timeout that applies while no further connections are possible.
    private static final Duration IDLE_TIMEOUT_WHEN_FULL = Duration.ofSeconds(5);

    /// The timeout for the head of a request, and for its body.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 500;

    /// The number of connections that may wait for a request, which leaves some for new
    /// connections.
    private static final int MAX_WAITING = 400;
    private static final int MAX_HEADER_BYTES = 8 << 10;

    /// The upper bound on all bodies; each path has its own, lower limit.
    private static final int MAX_BODY_BYTES = 1 << 20;

    private static final String KNOWN = "digestbot.known";

    private WebServerSetup() {}

    /// Reserves separate room for the body of a request with a valid token. Must be called before
    /// the body is read.
    public static void markKnown(Context context) {
        context.attribute(KNOWN, true);
    }

    /// Configures a server before its start, which throws an [UncheckedIOException] if the server
    /// cannot listen. If the port is 0, it uses any free one.
    public static void configure(JavalinConfig config, String host, int port, WebServerSettings settings) {
        configure(config, host, port, settings, Server::getScheduler);
    }

    /// @param timer ends the time of slow requests
    static void configure(
            JavalinConfig config,
            String host,
            int port,
            WebServerSettings settings,
            Function<Server, Scheduler> timer) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.jetty.multipartConfig.maxTotalRequestSize(1, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxFileSize(1, SizeUnit.BYTES);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
        });
        var slowRequestLimit = new SlowRequestLimit(timer);
        config.jetty.addConnector((server, http) -> connector(server, http, host, port, slowRequestLimit));
        var errors = new ErrorPages(settings);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.insertHandler(new RequestBodyLimits(settings, timer.apply(server)));
            server.insertHandler(new HeaderRules(settings.headers()));
            server.insertHandler(slowRequestLimit);
            var connections = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
            connections.setEndPointIdleTimeout(IDLE_TIMEOUT_WHEN_FULL.toMillis());
            server.addBean(connections);
        });
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(errors);
            context.setMaxFormContentSize(MAX_BODY_BYTES);
            context.setMaxFormKeys(RequestBodyLimits.MAX_FIELDS);
        });
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
        try {
            connector.open(); // otherwise Javalin would log the failure as its own error
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /// Adds default headers to every response, which pages may override. Hides the header by which
    /// Javalin would let a request change its method.
    private static final class HeaderRules extends Handler.Wrapper {

        private static final String OTHER_METHOD = "X-HTTP-Method-Override";

        private final Map<String, String> headers;

        HeaderRules(Map<String, String> headers) {
            this.headers = headers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            headers.forEach(response.getHeaders()::put);
            boolean hasOther = request.getHeaders().contains(OTHER_METHOD);
            return super.handle(hasOther ? withOwnMethod(request) : request, response, callback);
        }

        private static Request withOwnMethod(Request request) {
            HttpFields known =
                    HttpFields.build(request.getHeaders()).remove(OTHER_METHOD).asImmutable();
            return new Request.Wrapper(request) {
                @Override
                public HttpFields getHeaders() {
                    return known;
                }
            };
        }
    }

    /// Renders errors that Jetty reports before a handler runs. The text depends only on the status
    /// and reveals nothing about the request or the server.
    private static final class ErrorPages extends ErrorHandler {

        private final WebServerSettings settings;

        ErrorPages(WebServerSettings settings) {
            this.settings = settings;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException failure) {
                response.setStatus(failure.getCode());
            }
            int status = response.getStatus();
            // A request that could not be parsed has passed no other handler.
            settings.headers().forEach(response.getHeaders()::put);
            ErrorBody said = settings.errorRenderer()
                    .render(
                            Optional.empty(),
                            Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)),
                            Request.getPathInContext(request),
                            sentence(status));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, said.contentType());
            Content.Sink.write(response, true, said.content(), callback);
            return true;
        }

        private static String sentence(int status) {
            return switch (status) {
                case HttpStatus.NOT_FOUND_404 -> "Page not found.";
                case HttpStatus.METHOD_NOT_ALLOWED_405 -> "This page does not support that request method.";
                case HttpStatus.REQUEST_TIMEOUT_408 -> "The request took too long to arrive.";
                case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "The request's content is too large.";
                case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
                case HttpStatus.UNSUPPORTED_MEDIA_TYPE_415 -> "Forms in several parts (multipart) are not accepted.";
                case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The request's headers are too long.";
                case HttpStatus.SERVICE_UNAVAILABLE_503 -> "Too many requests at once. Try again in a moment.";
                default ->
                    HttpStatus.isServerError(status)
                            ? "Internal error. See the bot's log."
                            : "The request is malformed.";
            };
        }
    }

    /// Closes connections on which no new request arrived within the interval, including those
    /// whose headers arrive byte by byte (slow loris), which Jetty never considers idle. If there
    /// are too many, each new connection closes the one that has waited longest.
    ///
    /// Keeps connections with a response in progress, such as event streams. This class is a
    /// handler because Jetty counts a response as sent once its headers are.
    private static final class SlowRequestLimit extends Handler.Wrapper implements Connection.Listener {

        private final Function<Server, Scheduler> timer;

        /// The connections without a request, in the order in which they began to wait.
        private final LinkedHashSet<Connection> waiting = new LinkedHashSet<>();

        SlowRequestLimit(Function<Server, Scheduler> timer) {
            this.timer = timer;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Connection connection = request.getConnectionMetaData().getConnection();
            stopWaiting(connection);
            Request.addCompletionListener(request, _ -> await(connection));
            return super.handle(request, response, callback);
        }

        @Override
        public void onOpened(Connection connection) {
            await(connection);
            scheduleCheck(connection, -1);
        }

        @Override
        public void onClosed(Connection connection) {
            stopWaiting(connection);
        }

        private void await(Connection connection) {
            addWaiting(connection).ifPresent(Connection::close);
        }

        /// Returns the connection that must make room.
        private synchronized Optional<Connection> addWaiting(Connection connection) {
            waiting.add(connection);
            return waiting.size() > MAX_WAITING ? Optional.of(waiting.removeFirst()) : Optional.empty();
        }

        private synchronized void stopWaiting(Connection connection) {
            waiting.remove(connection);
        }

        private synchronized boolean isWaiting(Connection connection) {
            return waiting.contains(connection);
        }

        /// `before` is the number of requests at the last check; -1 at the first check.
        private void check(Connection connection, long before) {
            if (!connection.getEndPoint().isOpen()) {
                stopWaiting(connection);
                return;
            }
            long requests = connection.getMessagesIn();
            if (requests == before && isWaiting(connection)) {
                connection.close();
            } else {
                scheduleCheck(connection, requests);
            }
        }

        private void scheduleCheck(Connection connection, long requests) {
            var _ = timer.apply(getServer())
                    .schedule(() -> check(connection, requests), READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Limits the bodies of all requests: their type, size, number of fields, concurrency and total
    /// duration.
    ///
    /// Limits that the headers reveal are enforced before the body is read, the others while it is
    /// read, on the page's virtual thread. A body that no page reads is left unread.
    private static final class RequestBodyLimits extends Handler.Wrapper {

        static final int MAX_FIELDS = 100;

        /// A refused body up to this size is read to its end before the response, because a client
        /// that is still sending when the connection closes often loses the response.
        private static final long MAX_DISCARDED_BYTES = 8L << 20;

        private static final String RETRY_SECONDS = "1";

        private final WebServerSettings settings;
        private final Scheduler timer;
        private final Room room = new Room();

        /// The room for known clients' bodies, which strangers cannot take.
        private final Room known = new Room();

        /// Separate room for refused bodies, so that they do not hold up others.
        private final Room refused = new Room();

        RequestBodyLimits(WebServerSettings settings, Scheduler timer) {
            this.settings = settings;
            this.timer = timer;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (!hasBody(request)) {
                return super.handle(request, response, callback);
            }
            String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                    .orElse("")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            long largest = settings.maxBodyBytes().applyAsLong(Request.getPathInContext(request));
            if (type.startsWith("multipart/")) {
                refuse(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
            } else if (request.getLength() > largest) {
                refuse(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            } else {
                return super.handle(body(request, response, largest, MAX_FIELDS, room), response, callback);
            }
            return true;
        }

        private Body body(Request request, Response response, long largest, int maxFields, Room room) {
            var body = new Body(request, response, largest, maxFields, room);
            Request.addCompletionListener(request, _ -> body.close());
            return body;
        }

        private void refuse(Request request, Response response, Callback callback, int status) {
            Runnable answer = () -> Response.writeError(request, response, callback, status);
            if (request.getLength() < 0 || request.getLength() > MAX_DISCARDED_BYTES) {
                answer.run();
            } else {
                Content.Source.consumeAll(
                        body(request, response, MAX_DISCARDED_BYTES, Integer.MAX_VALUE, refused),
                        Callback.from(answer, _ -> answer.run()));
            }
        }

        private static boolean hasBody(Request request) {
            return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        }

        /// The bodies in memory at once. If there are too many, the one that has been arriving
        /// longest makes room, so that a body that is sent promptly is read, however many others
        /// stop halfway.
        private final class Room {

            private final Deque<Body> bodies = new ArrayDeque<>();

            /// Returns false if all bodies have arrived and are being answered.
            boolean enter(Body body) {
                Optional<Body> slowest = Optional.empty();
                synchronized (this) {
                    if (bodies.size() == settings.maxConcurrentBodies()) {
                        slowest = bodies.stream().filter(each -> !each.ended).findFirst();
                        if (slowest.isEmpty()) {
                            return false;
                        }
                        leave(slowest.get());
                    }
                    bodies.add(body);
                }
                slowest.ifPresent(Body::makeRoom);
                return true;
            }

            synchronized void leave(Body body) {
                bodies.remove(body);
            }
        }

        /// A request whose body is limited while it is read.
        private final class Body extends Request.Wrapper {

            private final Response response;
            private final long largest;
            private final int maxFields;
            private volatile Room room;
            private long bytes;
            private int separators;
            private volatile boolean ended;
            private volatile boolean madeRoom;
            private Scheduler.@Nullable Task deadline;

            Body(Request request, Response response, long largest, int maxFields, Room room) {
                super(request);
                this.response = response;
                this.largest = largest;
                this.maxFields = maxFields;
                this.room = room;
            }

            /// Waits while the body expires. Jetty discards a failed request's content on the
            /// thread that fails it, and a concurrent read can mistake that for the body's end.
            @Override
            public synchronized Content.@Nullable Chunk read() {
                Content.Chunk chunk = begin() ? super.read() : null;
                if (madeRoom || deadline == null) {
                    if (chunk != null) {
                        chunk.release();
                    }
                    response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
                    return refused(
                            HttpStatus.SERVICE_UNAVAILABLE_503, "Too many forms at once. Try again in a moment.");
                }
                if (chunk == null) {
                    return null;
                }
                if (chunk.isLast()) {
                    end();
                }
                if (chunk.hasRemaining() && exceedsLimit(chunk.getByteBuffer())) {
                    chunk.release();
                    end();
                    return refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "The request's content is too large.");
                }
                return chunk;
            }

            @Override
            public synchronized void demand(Runnable whenAvailable) {
                super.demand(whenAvailable);
            }

            private static Content.Chunk refused(int status, String sentence) {
                return Content.Chunk.from(new HttpResponseException(status, sentence), true);
            }

            private boolean exceedsLimit(ByteBuffer content) {
                bytes += content.remaining();
                for (int i = content.position(); i < content.limit(); i++) {
                    if (content.get(i) == '&') {
                        separators++;
                    }
                }
                return bytes > largest || (isForm() && separators >= maxFields);
            }

            /// Whether the body is a form. Javalin also parses a body without a content type as
            /// one.
            private boolean isForm() {
                String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
                return type == null || type.toLowerCase(Locale.ROOT).contains("form");
            }

            /// Takes room and starts the timeout at the first read. Returns whether there was room.
            private synchronized boolean begin() {
                if (deadline == null && !ended) {
                    room = getAttribute(KNOWN) == null ? room : known;
                    if (room.enter(this)) {
                        deadline = timer.schedule(this::expire, READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                    }
                }
                return deadline != null;
            }

            /// Wakes the thread that waits for more of the body.
            private synchronized void expire() {
                if (!ended) {
                    ended = true;
                    fail(new HttpResponseException(
                            HttpStatus.REQUEST_TIMEOUT_408, "The form took too long to arrive. Send it again."));
                }
            }

            /// Does nothing to a body that has fully arrived.
            synchronized void makeRoom() {
                madeRoom = !ended;
                expire();
            }

            /// Cancels the timeout, because the connection may serve another request.
            private synchronized void end() {
                ended = true;
                if (deadline != null) {
                    deadline.cancel();
                }
            }

            /// Releases the bytes that were read, which stay in memory until the request is done.
            void close() {
                end();
                room.leave(this);
            }
        }
    }
}
