package digestbot.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiProblem;
import digestbot.site.server.SiteResource;
import digestbot.web.TrustedProxies;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets a request pass if its client has not made too many, and when few others are being answered.
/// Answers take processor time that deliveries and replies need, so only some are made at once.
final class RequestGate {

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final ClientLimits limits;
    private final TrustedProxies proxies;
    private final Semaphore free =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), true);

    RequestGate(ClientLimits limits, TrustedProxies proxies) {
        this.limits = limits;
        this.proxies = proxies;
    }

    /// Makes the answer and sends it.
    ///
    /// @param cost the number of requests that it counts as
    /// @throws ApiProblem if the request may not pass
    void pass(Context context, int cost, Supplier<ObjectNode> answer) throws InterruptedException {
        limits.refuse(proxies.client(context), cost).ifPresent(seconds -> {
            throw ApiProblem.tooMany(
                    "More than %d requests in a minute. Try again in %d seconds."
                            .formatted(ClientLimits.REQUESTS, seconds),
                    seconds);
        });
        inTurn(answer).send(context);
    }

    private SiteResource inTurn(Supplier<ObjectNode> answer) throws InterruptedException {
        if (!free.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ApiProblem.busy("Too many requests at once. Try again in a moment.", 1);
        }
        try {
            return ApiResponses.answer(answer.get());
        } finally {
            free.release();
        }
    }
}
