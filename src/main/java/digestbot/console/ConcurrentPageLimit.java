package digestbot.console;

import digestbot.console.page.ConsoleAssets;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Limits how many pages are rendered concurrently. Rendering is CPU-bound and virtual threads
/// share the processors, so a burst of requests would delay deliveries and replies. Reading a form
/// and writing a response do not count, since a slow client can stretch both. Requests that wait
/// hold connections, which probes need too, so each session may have only some of them.
final class ConcurrentPageLimit implements Routes {

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final String PERMIT = "page-limit";

    /// More than any person opens at once, and few enough that connections remain for others.
    private static final int MAX_WAITING = 100;

    private static final String ANONYMOUS = "";

    private final Semaphore free;
    private final int maxWaiting;
    private final Duration maxWait;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    ConcurrentPageLimit() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING, MAX_WAIT);
    }

    /// @param atOnce pages that are built at the same time
    /// @param maxWaiting requests of one session, or of all that have none, that wait at the same time
    /// @param maxWait after which a request is refused with status 503
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
        String session = AccessControl.sessionIfAny(context).map(Session::id).orElse(ANONYMOUS);
        if (!acquireNow() && !awaitTurn(session)) {
            throw new ServiceUnavailableResponse("Too many requests at once. Try again in a moment.");
        }
        context.attribute(PERMIT, true);
    }

    /// Unlike `tryAcquire()`, this does not pass those that wait.
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

    /// Probes must be answered even under load, and event streams stay open. Assets are not built,
    /// and whoever reads one slowly must not keep a page from being built.
    private static boolean limited(Context context) {
        return context.method().equals(HandlerType.GET)
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
