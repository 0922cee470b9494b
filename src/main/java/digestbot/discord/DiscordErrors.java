package digestbot.discord;

import digestbot.delivery.SendResult;
import digestbot.delivery.SendResult.NotSent;
import digestbot.delivery.SendResult.RateLimited;
import digestbot.delivery.SendResult.Rejected;
import digestbot.delivery.SendResult.Unconfirmed;
import digestbot.delivery.SendResult.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.Headers;

/// What Discord's refusals, and failures on the way there, mean for a message.
///
/// The codes are those of “Opcodes and Status Codes” in Discord's documentation. No text here holds an address, since
/// those of interactions carry a token.
final class DiscordErrors {

    /// Unknown channel; missing access; no messages in this channel; cannot message this user; missing permissions;
    /// archived or locked thread; no server in common with this user.
    private static final Set<Integer> UNREACHABLE = Set.of(10003, 50001, 50007, 50008, 50013, 50083, 50278, 160005);

    /// Too many edits of messages older than an hour. Discord doesn't always say how long to wait.
    private static final int OLD_EDITS = 30046;

    private static final Duration OLD_EDITS_PAUSE = Duration.ofMinutes(5);

    private DiscordErrors() {}

    /// Why the request with this answer, which is not a success, failed.
    static SendResult of(Response response) {
        Optional<Exception> failure = Optional.ofNullable(response.getException());
        if (failure.isPresent()) {
            return of(failure.get());
        }
        Optional<DataObject> body = body(response);
        int code = code(body);
        String why = response.code + body.map(DiscordErrors::reason).orElse("");
        if (code == OLD_EDITS && response.code != 429) {
            return new RateLimited(OLD_EDITS_PAUSE, false);
        }
        return switch (response.code) {
            case 429 -> rateLimited(response, body);
            case 401 -> new NotSent("Discord refuses the bot's token");
            case 403 -> body.isPresent() ? new Unreachable(why) : new NotSent("403 without a reason, from a proxy");
            case 503 -> new NotSent(why);
            default -> {
                if (UNREACHABLE.contains(code)) {
                    yield new Unreachable(why);
                }
                yield response.code >= 500 || response.code == 408 ? new Unconfirmed(why) : new Rejected(why);
            }
        };
    }

    /// Discord's code in the answer; 0 for none.
    static int code(Response response) {
        return response.getException() == null ? code(body(response)) : 0;
    }

    private static int code(Optional<DataObject> body) {
        return body.map(json -> json.getInt("code", 0)).orElse(0);
    }

    /// Why a request without an answer failed: whether it can have reached Discord.
    static SendResult of(Throwable failure) {
        boolean neverConnected = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLException
                || (failure instanceof SocketTimeoutException && connecting(failure));
        String what = failure.getClass().getSimpleName();
        if (neverConnected) {
            return new NotSent("no connection to Discord: " + what);
        }
        return failure instanceof IOException
                ? new Unconfirmed("the connection to Discord broke: " + what)
                : new NotSent("the request was not made: " + what);
    }

    /// A failed request in a few words.
    static String describe(Throwable failure) {
        return switch (failure) {
            case ErrorResponseException refused
            when refused.getErrorCode() > 0 -> refused.getErrorCode() + " " + refused.getMeaning();
            case ErrorResponseException refused -> "status " + refused.getResponse().code;
            case CompletionException wrapped when wrapped.getCause() != null -> describe(wrapped.getCause());
            case RateLimitedException limited -> "too many requests, for " + limited.getRetryAfter() + " ms";
            default -> failure.getClass().getSimpleName();
        };
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
            return Optional.empty(); // a page of the proxy's, not Discord's JSON
        }
    }

    /// Discord names the pause in whole seconds in a header and exactly in the body. Without its own headers, or as a
    /// page, the answer comes from the proxy in front of it and concerns everything.
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
