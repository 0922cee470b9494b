package digestbot.api.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.digest.ParseResult;
import digestbot.digest.report.DigestReport;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.Library;
import digestbot.site.server.SiteRoutes;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/digests`: takes a digest from a pipeline, and answers with the report of `check
/// --json`.
///
/// Whatever the headers show is decided before the body is read.
public final class PushRoutes implements SiteRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PushRoutes.class);

    /// Relative to the base address.
    public static final String PATH = "/api/digests";

    private static final String PROBLEM_TYPE = "application/problem+json";

    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");
    private static final Pattern MARKDOWN = Pattern.compile("(?i)text/markdown *(;.*)?");
    private static final Pattern OTHER_CHARSET = Pattern.compile("(?i).*; *charset *= *(?!\"?utf-?8\"? *(;.*)?$).*");

    private final List<PushToken> tokens;
    private final DigestInbox inbox;
    private final Library library;
    private final int maxBytes;
    private final PushLimits limits;
    private final TrustedProxies proxies;

    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        private final HttpStatus status;
        private final transient Optional<Duration> retryAfter;

        RefusedException(HttpStatus status, String sentence) {
            this(status, sentence, Optional.empty());
        }

        RefusedException(HttpStatus status, String sentence, Optional<Duration> retryAfter) {
            super(sentence, null, false, false);
            this.status = status;
            this.retryAfter = retryAfter;
        }

        static RefusedException busy(HttpStatus status) {
            return new RefusedException(
                    status, "Too many digests at once. Try again in a moment.", Optional.of(Duration.ofSeconds(1)));
        }
    }

    public PushRoutes(
            List<PushToken> tokens,
            DigestInbox inbox,
            Library library,
            int maxBytes,
            TrustedProxies proxies,
            LongSupplier nanoTime) {
        this.tokens = List.copyOf(tokens);
        this.inbox = inbox;
        this.library = library;
        this.maxBytes = maxBytes;
        this.proxies = proxies;
        limits = new PushLimits(nanoTime);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.post(PATH, this::push);
    }

    @Override
    public long maxBodyBytes(String path) {
        return isOwn(path) ? maxBytes : 0;
    }

    @Override
    public Optional<ErrorBody> error(String path, String sentence) {
        return isOwn(path) ? Optional.of(new ErrorBody(PROBLEM_TYPE, problem(sentence))) : Optional.empty();
    }

    private static boolean isOwn(String path) {
        return path.replaceFirst("/+$", "").equals(PATH);
    }

    private void push(Context context) {
        try {
            PushToken token = token(context);
            checkHeaders(context);
            limitPushes(token);
            within(limits.ofToken(token), () -> receive(context, token));
        } catch (RefusedException e) {
            e.retryAfter.ifPresent(wait -> context.header(
                    Header.RETRY_AFTER,
                    Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
            // Bytes: for this type, the server would not write UTF-8.
            context.status(e.status)
                    .contentType(PROBLEM_TYPE)
                    .result(problem(String.valueOf(e.getMessage())).getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface PushStep {
        void run() throws RefusedException;
    }

    private static void within(Semaphore permits, PushStep step) throws RefusedException {
        if (!permits.tryAcquire()) {
            throw RefusedException.busy(HttpStatus.TOO_MANY_REQUESTS);
        }
        try {
            step.run();
        } finally {
            permits.release();
        }
    }

    private PushToken token(Context context) throws RefusedException {
        Matcher header = BEARER.matcher(
                Optional.ofNullable(context.header(Header.AUTHORIZATION)).orElse(""));
        Optional<PushToken> token = header.matches()
                ? PushSecret.of(header.group(1)).flatMap(secret -> PushToken.find(tokens, secret))
                : Optional.empty();
        if (token.isPresent()) {
            return token.orElseThrow();
        }
        Optional<Duration> wait = limits.failure(proxies.client(context));
        if (wait.isPresent()) {
            throw new RefusedException(
                    HttpStatus.TOO_MANY_REQUESTS, "Too many attempts without a valid token. Try again later.", wait);
        }
        context.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"digests\"");
        throw new RefusedException(
                HttpStatus.UNAUTHORIZED,
                "A token is required: send the header “Authorization: Bearer …”. “digestbot token” makes one.");
    }

    private static void checkHeaders(Context context) throws RefusedException {
        String type = Optional.ofNullable(context.header(Header.CONTENT_TYPE))
                .orElse("")
                .strip();
        if (!MARKDOWN.matcher(type).matches() || OTHER_CHARSET.matcher(type).matches()) {
            throw new RefusedException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Send the digest with the header “Content-Type: text/markdown”, in UTF-8.");
        }
        String encoding =
                Optional.ofNullable(context.header(Header.CONTENT_ENCODING)).orElse("identity");
        if (!encoding.strip().equalsIgnoreCase("identity")) {
            throw new RefusedException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the digest uncompressed.");
        }
    }

    private void limitPushes(PushToken token) throws RefusedException {
        Optional<Duration> wait = limits.push(token.name());
        if (wait.isPresent()) {
            throw new RefusedException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "This token pushed %d digests within a minute. Try again later."
                            .formatted(PushLimits.PUSHES_PER_MINUTE),
                    wait);
        }
    }

    private void receive(Context context, PushToken token) throws RefusedException {
        byte[] bytes = body(context);
        within(limits.arrived, () -> receive(context, token, bytes));
    }

    private void receive(Context context, PushToken token, byte[] bytes) throws RefusedException {
        switch (library.all().parse(bytes)) {
            case ParseResult.Invalid invalid ->
                answer(context, HttpStatus.UNPROCESSABLE_CONTENT, report("", invalid, "invalid", Optional.empty()));
            case ParseResult.Parsed parsed -> receive(context, token, bytes, parsed);
        }
    }

    private void receive(Context context, PushToken token, byte[] bytes, ParseResult.Parsed parsed)
            throws RefusedException {
        String topic = parsed.digest().key().topic();
        if (!token.mayPush(topic)) {
            throw new RefusedException(
                    HttpStatus.FORBIDDEN, "This token may not push digests of the topic %s.".formatted(topic));
        }
        switch (inbox.receive(new DigestInbox.PushedDigest(new FileContent(bytes), parsed.digest()))) {
            case DigestInbox.PushOutcome.Added(String path) -> {
                LOG.info("digest received: {}, pushed with the token {}", path, token.name());
                answer(context, HttpStatus.CREATED, report(path, parsed, "new", received()));
            }
            case DigestInbox.PushOutcome.Corrected(String path) -> {
                LOG.info("correction received: {}, pushed with the token {}", path, token.name());
                answer(context, HttpStatus.CREATED, report(path, parsed, "corrected", received()));
            }
            case DigestInbox.PushOutcome.Unchanged(String path, DigestInbox.PushOutcome.PushedState state) ->
                answer(context, HttpStatus.OK, report(path, parsed, "same", Optional.of(state)));
            case DigestInbox.PushOutcome.FromGit(String path) ->
                throw new RefusedException(
                        HttpStatus.CONFLICT,
                        "This digest comes from the git source (%s). Correct it in the repository.".formatted(path));
            case DigestInbox.PushOutcome.Unavailable(String reason) ->
                throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, reason, Optional.of(Duration.ofSeconds(30)));
        }
    }

    private static Optional<DigestInbox.PushOutcome.PushedState> received() {
        return Optional.of(DigestInbox.PushOutcome.PushedState.RECEIVED);
    }

    private byte[] body(Context context) throws RefusedException {
        try (InputStream in = context.bodyInputStream()) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new RefusedException(HttpStatus.CONTENT_TOO_LARGE, "The digest is too large.");
            }
            return bytes;
        } catch (HttpResponseException e) {
            throw limited(e);
        } catch (IOException e) {
            if (e.getCause() instanceof HttpResponseException limit) {
                throw limited(limit);
            }
            throw new RefusedException(HttpStatus.BAD_REQUEST, "The digest did not arrive completely.");
        }
    }

    /// Replaces the sentences of the server's own limits, which speak of forms.
    private static RefusedException limited(HttpResponseException e) {
        return switch (HttpStatus.forStatus(e.getStatus())) {
            case CONTENT_TOO_LARGE -> new RefusedException(HttpStatus.CONTENT_TOO_LARGE, "The digest is too large.");
            case REQUEST_TIMEOUT ->
                new RefusedException(HttpStatus.REQUEST_TIMEOUT, "The digest took too long to arrive. Send it again.");
            default -> RefusedException.busy(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    private static ObjectNode report(
            String path, ParseResult result, String outcome, Optional<DigestInbox.PushOutcome.PushedState> state) {
        ObjectNode report = DigestReport.json(path, result);
        report.put("result", outcome);
        state.ifPresentOrElse(known -> report.put("state", known.id()), () -> report.putNull("state"));
        return report;
    }

    private static String problem(String sentence) {
        return JsonNodeFactory.instance.objectNode().put("detail", sentence).toPrettyString() + "\n";
    }

    private static void answer(Context context, HttpStatus status, ObjectNode body) {
        context.status(status).contentType("application/json; charset=utf-8").result(body.toPrettyString() + "\n");
    }

    /// Limits pushes per token, failed attempts per address, and how many digests are read at once.
    /// Thread-safe.
    ///
    /// A token that is right is never refused because of the failures of others, who may have the
    /// same address behind a proxy.
    static final class PushLimits {

        static final int PUSHES_PER_MINUTE = 60;
        static final int FAILURES_PER_MINUTE = 20;

        /// Fewer than may arrive at once, so that the slow ones of a token leave room to others.
        static final int MAX_OF_TOKEN = 4;

        private static final int MAX_ARRIVED = 8;

        private static final Duration WINDOW = Duration.ofMinutes(1);

        private final ClientLimits tokens;
        private final ClientLimits addresses;
        private final Map<String, Semaphore> byToken = new ConcurrentHashMap<>();
        private final Semaphore arrived = new Semaphore(MAX_ARRIVED);

        PushLimits(LongSupplier nanoTime) {
            tokens = new ClientLimits(nanoTime, PUSHES_PER_MINUTE, WINDOW);
            addresses = new ClientLimits(nanoTime, FAILURES_PER_MINUTE, WINDOW);
        }

        /// Counts a push; returns how long to wait if there were too many.
        Optional<Duration> push(String token) {
            return tokens.refuse(token, 1);
        }

        /// Counts a failed attempt; returns how long to wait if there were too many.
        Optional<Duration> failure(String address) {
            return addresses.refuse(address, 1);
        }

        Semaphore ofToken(PushToken token) {
            return byToken.computeIfAbsent(token.name(), _ -> new Semaphore(MAX_OF_TOKEN));
        }
    }
}
