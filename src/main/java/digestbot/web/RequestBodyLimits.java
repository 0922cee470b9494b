package digestbot.web;

import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Limits the bodies of all requests: their type, size, number of fields, concurrency and total
/// duration.
///
/// Limits that the headers reveal are enforced before the body is read, the others while it is
/// read, on the page's virtual thread. A body that no page reads is left unread.
final class RequestBodyLimits extends Handler.Wrapper {

    /// The largest number of fields in a form; the largest form has one for each topic and each
    /// platform.
    static final int MAX_FIELDS = 1_000;

    /// The largest refused body that is read to its end before the response. A client that is still
    /// sending when the connection closes often loses the response.
    private static final long MAX_DISCARDED_BYTES = 8L << 20;

    private static final String RETRY_SECONDS = "1";

    private final WebServerSettings settings;
    private final Semaphore permits;

    RequestBodyLimits(WebServerSettings settings) {
        this.settings = settings;
        permits = new Semaphore(settings.maxConcurrentBodies());
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
            return super.handle(body(request, response, largest, MAX_FIELDS), response, callback);
        }
        return true;
    }

    private Body body(Request request, Response response, long largest, int maxFields) {
        var body = new Body(request, response, largest, maxFields);
        Request.addCompletionListener(request, _ -> body.close());
        return body;
    }

    private void refuse(Request request, Response response, Callback callback, int status) {
        Runnable answer = () -> Response.writeError(request, response, callback, status);
        if (request.getLength() < 0 || request.getLength() > MAX_DISCARDED_BYTES) {
            answer.run();
        } else {
            Content.Source.consumeAll(
                    body(request, response, MAX_DISCARDED_BYTES, Integer.MAX_VALUE),
                    Callback.from(answer, _ -> answer.run()));
        }
    }

    /// Tells whether the request has a body; a body without a length is chunked.
    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /// A request whose body is limited while it is read.
    private final class Body extends Request.Wrapper {

        private final Response response;
        private final long largest;
        private final int maxFields;
        private long bytes;
        private int separators;
        private boolean ended;
        private Scheduler.@Nullable Task deadline;

        Body(Request request, Response response, long largest, int maxFields) {
            super(request);
            this.response = response;
            this.largest = largest;
            this.maxFields = maxFields;
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (!begin()) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
                return refused(HttpStatus.SERVICE_UNAVAILABLE_503, "Too many forms at once. Try again in a moment.");
            }
            Content.Chunk chunk = super.read();
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

        /// Tells whether the body is parsed as a form; Javalin does so without a content type, too.
        private boolean isForm() {
            String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
            return type == null || type.toLowerCase(Locale.ROOT).contains("form");
        }

        /// Takes a permit and starts the timeout at the first read.
        ///
        /// @return true if a permit was available
        private synchronized boolean begin() {
            if (deadline == null && !ended && permits.tryAcquire()) {
                deadline = getComponents()
                        .getScheduler()
                        .schedule(this::expire, settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
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

        /// Cancels the timeout, because the connection may serve another request.
        private synchronized void end() {
            ended = true;
            if (deadline != null) {
                deadline.cancel();
            }
        }

        /// Releases the bytes that were read, which stay in memory until the request is done.
        synchronized void close() {
            end();
            if (deadline != null) {
                permits.release();
            }
        }
    }
}
