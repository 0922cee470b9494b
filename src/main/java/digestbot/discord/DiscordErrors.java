package digestbot.discord;

import static java.util.Map.entry;

import digestbot.delivery.api.Attachment.FileNotMade;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Unconfirmed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.Headers;

/// Translates Discord's error responses and connection failures into send results. Error texts
/// never contain URLs, because the URLs of interactions contain a token.
public final class DiscordErrors {

    /// Discord's codes, from “Opcodes and Status Codes” in its documentation.
    public static final Map<Integer, Outcome> OUTCOMES = Map.ofEntries(
            entry(10_003, Outcome.UNKNOWN_CHANNEL),
            entry(10_004, Outcome.KICKED), // unknown server
            entry(10_008, Outcome.MESSAGE_GONE),
            entry(10_013, Outcome.DEACTIVATED), // unknown user
            entry(40_333, Outcome.BLOCKED_BY_PROXY), // “internal network error”, from a proxy in front of Discord
            entry(50_001, Outcome.NO_RIGHTS), // missing access
            entry(50_005, Outcome.MESSAGE_GONE), // a message of somebody else
            entry(50_007, Outcome.CANNOT_DM),
            entry(50_008, Outcome.NO_RIGHTS), // a channel without messages
            entry(50_013, Outcome.NO_RIGHTS), // missing permissions
            entry(50_035, Outcome.MARKUP_REFUSED), // invalid form body
            entry(50_083, Outcome.THREAD_ARCHIVED),
            entry(50_278, Outcome.CANNOT_DM), // no server in common
            entry(160_005, Outcome.THREAD_ARCHIVED)); // locked

    /// The code for too many edits of messages older than an hour. New messages are still allowed.
    /// Discord does not always say how long to wait.
    private static final int OLD_EDITS = 30046;

    private static final Duration OLD_EDITS_PAUSE = Duration.ofMinutes(5);

    private DiscordErrors() {}

    static SendResult result(Response response) {
        Optional<Exception> failure = Optional.ofNullable(response.getException());
        if (failure.isPresent()) {
            return result(failure.get());
        }
        Optional<DataObject> body = body(response);
        int code = code(body);
        String reason = response.code + body.map(DiscordErrors::reason).orElse("");
        if (code == OLD_EDITS) {
            return new Deferred(
                    response.code == 429 ? rateLimited(response, body).retryAfter() : OLD_EDITS_PAUSE, reason);
        }
        return switch (response.code) {
            case 429 -> rateLimited(response, body);
            case 401 -> new NotSent(Outcome.TOKEN_REFUSED, "Discord rejects the bot's token");
            case 503 -> new NotSent(Outcome.SERVER_ERROR, reason);
            case 408 -> new Unconfirmed(Outcome.UNANSWERED, reason);
            default ->
                response.code >= 500
                        ? new Unconfirmed(body.isEmpty() ? Outcome.MALFORMED_RESPONSE : Outcome.SERVER_ERROR, reason)
                        : refused(response.code, body, reason);
        };
    }

    private static SendResult refused(int status, Optional<DataObject> body, String reason) {
        if (status == 403 && body.isEmpty()) {
            return new NotSent(Outcome.BLOCKED_BY_PROXY, "403 without a reason, from a proxy");
        }
        return SendResult.refused(
                OUTCOMES.getOrDefault(code(body), status == 403 ? Outcome.NO_RIGHTS : Outcome.REFUSED), reason);
    }

    static SendResult unreadable() {
        return new Unconfirmed(Outcome.MALFORMED_RESPONSE, "Discord's answer was not readable");
    }

    static int code(Response response) {
        return response.getException() == null ? code(body(response)) : 0;
    }

    private static int code(Optional<DataObject> body) {
        return body.map(json -> json.getInt("code", 0)).orElse(0);
    }

    /// The result of a request without a response. It depends on whether the request may have
    /// reached Discord.
    static SendResult result(Throwable failure) {
        if (failure instanceof FileNotMade notMade) {
            return notMade.result();
        }
        boolean neverConnected = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLException;
        String what = name(failure);
        if (neverConnected) {
            return new NotSent(Outcome.SERVER_DOWN, "Discord cannot be reached: " + what);
        }
        if (failure instanceof SocketTimeoutException && connecting(failure)) {
            return new NotSent(Outcome.NOT_WRITTEN, "no connection to Discord in time");
        }
        return failure instanceof IOException
                ? new Unconfirmed(Outcome.UNANSWERED, "the connection to Discord broke: " + what)
                : new NotSent(Outcome.NOT_WRITTEN, "the request was not made: " + what);
    }

    static String describe(Throwable failure) {
        return switch (failure) {
            case ErrorResponseException refused
            when refused.getErrorCode() > 0 -> refused.getErrorCode() + " " + refused.getMeaning();
            case ErrorResponseException refused -> "status " + refused.getResponse().code;
            case InteractionResponse.ResponseRejectedException rejected -> String.valueOf(rejected.getMessage());
            case CompletionException wrapped when wrapped.getCause() != null -> describe(wrapped.getCause());
            case RateLimitedException limited -> "too many requests, for " + limited.getRetryAfter() + " ms";
            default -> name(failure);
        };
    }

    private static String name(Throwable failure) {
        return SendResult.noAnswer(failure).orElseGet(() -> failure.getClass().getSimpleName());
    }

    private static boolean connecting(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
    }

    private static String reason(DataObject body) {
        String message = " " + body.getString("message", "") + " (" + body.getInt("code", 0) + ")";
        return body.hasKey("errors") ? message + " " + body.opt("errors").orElse("") : message;
    }

    private static Optional<DataObject> body(Response response) {
        try {
            return response.optObject();
        } catch (IllegalStateException _) {
            return Optional.empty(); // a page of a proxy instead of Discord's JSON
        }
    }

    /// Discord gives the pause in whole seconds in a header, and exactly in the body. A response
    /// without Discord's headers or without JSON comes from the proxy in front of Discord and
    /// applies to all requests.
    private static RateLimited rateLimited(Response response, Optional<DataObject> body) {
        Headers headers = Optional.ofNullable(response.getRawResponse())
                .map(okhttp3.Response::headers)
                .orElse(new Headers.Builder().build());
        double seconds = body.filter(json -> json.hasKey("retry_after"))
                .map(json -> json.getDouble("retry_after"))
                .orElse(response.retryAfter / 1000.0);
        boolean everything = body.isEmpty()
                || body.get().getBoolean("global", false)
                || headers.get("X-RateLimit-Global") != null
                || headers.get("via") == null;
        return new RateLimited(Duration.ofMillis(Math.max(1, (long) Math.ceil(seconds * 1000))), everything);
    }
}
