package digestbot.api.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiProblem;
import digestbot.api.push.DigestInbox.Pushed;
import digestbot.api.push.DigestInbox.PushedDigest;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.digest.ParseResult;
import digestbot.digest.report.DigestReport;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.Library;
import digestbot.site.server.SiteRoutes;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSetup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/digests`: takes a digest from a pipeline, and answers with the report of `check
/// --json`.
///
/// Everything that the headers can decide is decided before the body is read.
public final class PushRoutes implements SiteRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PushRoutes.class);

    public static final String PATH = "/api/digests";

    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");
    private static final Pattern MARKDOWN = Pattern.compile("(?i)text/markdown *(;.*)?");
    private static final Pattern OTHER_CHARSET = Pattern.compile("(?i).*; *charset *= *(?!\"?utf-?8\"? *(;.*)?$).*");

    static final int PUSHES_PER_MINUTE = 60;
    static final int FAILURES_PER_MINUTE = 20;

    /// The maximum number of concurrent pushes of a token, below the total, so that other tokens
    /// have room.
    static final int MAX_OF_TOKEN = 4;

    private static final int MAX_ARRIVED = 8;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final List<PushToken> tokens;
    private final DigestInbox inbox;
    private final Library library;
    private final int maxBytes;
    private final TrustedProxies proxies;
    private final ClientLimits pushes;

    /// Counts only attempts without a valid token, because behind a proxy others may have the same
    /// address.
    private final ClientLimits failures;

    private final Map<String, Semaphore> ofToken;
    private final Semaphore arrived = new Semaphore(MAX_ARRIVED);

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
        pushes = new ClientLimits(nanoTime, PUSHES_PER_MINUTE, WINDOW);
        failures = new ClientLimits(nanoTime, FAILURES_PER_MINUTE, WINDOW);
        ofToken = tokens.stream().collect(Collectors.toMap(PushToken::name, _ -> new Semaphore(MAX_OF_TOKEN)));
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.post(PATH, this::push);
        routes.exception(ApiProblem.class, ApiProblem::send);
    }

    @Override
    public long maxBodyBytes(String path) {
        return isOwn(path) ? maxBytes : 0;
    }

    @Override
    public Optional<ErrorBody> error(String path, String sentence) {
        return isOwn(path) ? Optional.of(ApiProblem.body(sentence)) : Optional.empty();
    }

    private static boolean isOwn(String path) {
        return path.replaceFirst("/+$", "").equals(PATH);
    }

    private void push(Context context) {
        PushToken token = token(context);
        checkHeaders(context);
        pushes.refuse(token.name(), 1).ifPresent(wait -> {
            throw new ApiProblem(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "This token pushed %d digests within a minute. Try again later.".formatted(PUSHES_PER_MINUTE),
                    wait);
        });
        // Before the permit, so that a slow body does not hold one.
        byte[] bytes = body(context);
        within(
                Objects.requireNonNull(ofToken.get(token.name())),
                () -> within(arrived, () -> receive(context, token, bytes)));
    }

    private static void within(Semaphore permits, Runnable step) {
        if (!permits.tryAcquire()) {
            throw busy(HttpStatus.TOO_MANY_REQUESTS);
        }
        try {
            step.run();
        } finally {
            permits.release();
        }
    }

    private static ApiProblem busy(HttpStatus status) {
        return new ApiProblem(status, "Too many digests at once. Try again in a moment.", Duration.ofSeconds(1));
    }

    private PushToken token(Context context) {
        Matcher header = BEARER.matcher(
                Optional.ofNullable(context.header(Header.AUTHORIZATION)).orElse(""));
        Optional<PushToken> token = header.matches()
                ? PushSecret.of(header.group(1)).flatMap(secret -> PushToken.find(tokens, secret))
                : Optional.empty();
        if (token.isPresent()) {
            WebServerSetup.markKnown(context);
            return token.orElseThrow();
        }
        failures.refuse(proxies.client(context), 1).ifPresent(wait -> {
            throw new ApiProblem(
                    HttpStatus.TOO_MANY_REQUESTS, "Too many attempts without a valid token. Try again later.", wait);
        });
        context.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"digests\"");
        throw new ApiProblem(
                HttpStatus.UNAUTHORIZED,
                "A token is required: send the header “Authorization: Bearer …”. “digestbot token” makes one.");
    }

    private static void checkHeaders(Context context) {
        String type = Optional.ofNullable(context.header(Header.CONTENT_TYPE))
                .orElse("")
                .strip();
        if (!MARKDOWN.matcher(type).matches() || OTHER_CHARSET.matcher(type).matches()) {
            throw new ApiProblem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Send the digest with the header “Content-Type: text/markdown”, in UTF-8.");
        }
        String encoding =
                Optional.ofNullable(context.header(Header.CONTENT_ENCODING)).orElse("identity");
        if (!encoding.strip().equalsIgnoreCase("identity")) {
            throw new ApiProblem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the digest uncompressed.");
        }
    }

    private void receive(Context context, PushToken token, byte[] bytes) {
        switch (library.all().parse(bytes)) {
            case ParseResult.Invalid invalid ->
                answer(
                        context,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        DigestReport.json("", invalid).put("result", "invalid").putNull("state"));
            case ParseResult.Parsed parsed -> {
                String topic = parsed.digest().key().topic();
                if (!token.mayPush(topic)) {
                    throw new ApiProblem(
                            HttpStatus.FORBIDDEN, "This token may not push digests of the topic %s.".formatted(topic));
                }
                Pushed pushed = inbox.receive(new PushedDigest(new FileContent(bytes), parsed.digest()));
                if (pushed.result() != Pushed.Result.SAME) {
                    LOG.info("digest received: {}, pushed with the token {}", pushed.path(), token.name());
                }
                answer(
                        context,
                        pushed.result() == Pushed.Result.SAME ? HttpStatus.OK : HttpStatus.CREATED,
                        DigestReport.json(pushed.path(), parsed)
                                .put("result", id(pushed.result()))
                                .put("state", id(pushed.state())));
            }
        }
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private byte[] body(Context context) {
        try (InputStream in = context.bodyInputStream()) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ApiProblem(HttpStatus.CONTENT_TOO_LARGE, "The digest is too large.");
            }
            return bytes;
        } catch (HttpResponseException e) {
            throw limited(e);
        } catch (IOException e) {
            if (e.getCause() instanceof HttpResponseException limit) {
                throw limited(limit);
            }
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "The digest did not arrive completely.");
        }
    }

    /// Replaces the sentences about the server's own limits, because they mention forms.
    private static ApiProblem limited(HttpResponseException e) {
        return switch (HttpStatus.forStatus(e.getStatus())) {
            case CONTENT_TOO_LARGE -> new ApiProblem(HttpStatus.CONTENT_TOO_LARGE, "The digest is too large.");
            case REQUEST_TIMEOUT ->
                new ApiProblem(HttpStatus.REQUEST_TIMEOUT, "The digest took too long to arrive. Send it again.");
            default -> busy(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    private static void answer(Context context, HttpStatus status, ObjectNode body) {
        context.status(status).contentType("application/json; charset=utf-8").result(body.toPrettyString() + "\n");
    }
}
