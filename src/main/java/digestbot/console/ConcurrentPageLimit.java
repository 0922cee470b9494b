package digestbot.console;

import digestbot.console.page.ConsoleAssets;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Limits the number of pages that are rendered concurrently. Rendering is CPU-bound and virtual
/// threads share the processors, so a burst of requests would delay deliveries and replies. Reading
/// a form and writing a response do not count, because a slow client can prolong both. Waiting
/// requests hold connections, which probes need too, so the number of waiting requests per session
/// is limited.
final class ConcurrentPageLimit implements Routes {

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final String PERMIT = "page-limit";

    /// More than any person opens at the same time, and few enough that connections remain for
    /// others.
    private static final int MAX_WAITING = 100;

    private static final String ANONYMOUS = "";

    private final Semaphore free;
    private final int maxWaiting;
    private final Duration maxWait;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    ConcurrentPageLimit() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING, MAX_WAIT);
    }

    /// @param atOnce the number of pages that are rendered at the same time
    /// @param maxWaiting the number of requests that may wait at the same time, per session and for
    ///     all requests without a session together
    /// @param maxWait the time after which a request is refused with status 503
    ConcurrentPageLimit(int atOnce, int maxWaiting, Duration maxWait) {
        free = new Semaphore(atOnce, true);
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(this::enter);
        routes.after(this::leave);
    }

    private void enter(Context context) throws InterruptedException {
        if (!limited(context)) {
            return;
        }
        String session = AccessControl.frameIfAny(context)
                .map(frame -> frame.session().id())
                .orElse(ANONYMOUS);
        if (!acquireNow() && !awaitTurn(session)) {
            throw new ServiceUnavailableResponse("Too many requests at once. Try again in a moment.");
        }
        context.attribute(PERMIT, true);
    }

    /// Acquires a permit. Unlike `tryAcquire()`, this does not overtake waiting requests.
    private boolean acquireNow() throws InterruptedException {
        return free.tryAcquire(0, TimeUnit.SECONDS);
    }

    private boolean awaitTurn(String session) throws InterruptedException {
        try {
            return waiting.merge(session, 1, Integer::sum) <= maxWaiting
                    && free.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.computeIfPresent(session, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Tells whether the path is limited. Probes must be answered even under load, and event
    /// streams stay open. Assets are not rendered, and a client that reads one slowly must not
    /// block a page.
    private static boolean limited(Context context) {
        boolean rendered = context.method().equals(HandlerType.GET) || BroadcastPreviewRoutes.isPreview(context.path());
        return rendered
                && !Paths.isProbe(context.path())
                && !context.path().startsWith(ConsoleAssets.ROOT)
                && !context.path().equals(Paths.LIVE);
    }

    private void leave(Context context) {
        if (Boolean.TRUE.equals(context.attribute(PERMIT))) {
            context.attribute(PERMIT, null);
            free.release();
        }
    }
}
