package digestbot.console;

import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions;
import digestbot.console.signin.Sessions.Session;
import digestbot.web.EventStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Server-sent events that tell open pages to reload themselves, so that there is only one way to
/// render a page.
final class LiveUpdates implements Routes {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MAX_STREAMS = 50;

    private final Sessions sessions;
    private final Duration interval;
    private final Semaphore openStreams;

    LiveUpdates(Sessions sessions) {
        this(sessions, INTERVAL, MAX_STREAMS);
    }

    /// @param interval the time between two events
    /// @param maxStreams the number of streams that may be open at the same time
    LiveUpdates(Sessions sessions, Duration interval, int maxStreams) {
        this.sessions = sessions;
        this.interval = interval;
        openStreams = new Semaphore(maxStreams);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.LIVE, this::tell);
    }

    /// Streams the events. If the limit is reached, the stream ends, and the browser reconnects by
    /// itself.
    private void tell(Context context) throws InterruptedException {
        try {
            EventStream stream = EventStream.begin(context);
            if (openStreams.tryAcquire()) {
                try {
                    tick(stream, AccessControl.session(context));
                } finally {
                    openStreams.release();
                }
            }
        } catch (IOException _) {
            // The browser disconnected.
        }
    }

    /// Sends an event. Browsers ignore events without data, so each carries some. The stream ends
    /// with the session.
    private void tick(EventStream stream, Session session) throws IOException, InterruptedException {
        while (sessions.find(session.id()).isPresent()) {
            Thread.sleep(interval);
            stream.send("look", "now");
        }
    }
}
