package digestbot.console;

import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Limits how many pages are built at the same time. Building a page takes processor time without a pause, and all
/// virtual threads share the processors: without the limit, a burst of requests for pages delays deliveries and answers
/// on both platforms. Neither reading a form nor writing an answer counts, as both can take a stranger as long as they
/// like.
final class PageLimit implements Routes {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final String BUILDING = "page-limit";

    private final Semaphore free;
    private final Duration longestWait;

    PageLimit() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), LONGEST_WAIT);
    }

    /// @param atOnce pages that are built at the same time
    /// @param longestWait after which a request is refused with status 503
    PageLimit(int atOnce, Duration longestWait) {
        free = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
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
        if (!free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ServiceUnavailableResponse("Too many requests at once. Try again in a moment.");
        }
        context.attribute(BUILDING, true);
    }

    /// Programs that watch the bot need an answer especially while it is busy, and event streams stay open.
    private static boolean limited(Context context) {
        return context.method().equals(HandlerType.GET)
                && !Paths.isProbe(context.path())
                && !context.path().equals(Paths.LIVE);
    }

    private void leave(Context context) {
        if (Boolean.TRUE.equals(context.attribute(BUILDING))) {
            context.attribute(BUILDING, null);
            free.release();
        }
    }
}
