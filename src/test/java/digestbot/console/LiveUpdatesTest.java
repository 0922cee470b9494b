package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.Sessions;
import digestbot.console.signin.Sessions.Session;
import digestbot.web.EventStreamClient;
import io.javalin.Javalin;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveUpdatesTest {

    private static final int ROOM = 5;

    @AutoClose
    private final Logged log = Logged.by("io.javalin");

    private final Sessions sessions = new Sessions(System::nanoTime);
    private final Session session = sessions.begin(Optional.empty(), true);

    private final Javalin server = Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.routes.before(context -> context.attribute("frame", new PageFrame(session, () -> 0, true)));
        new Console.LiveUpdates(sessions, Duration.ofMillis(20), new Semaphore(ROOM)).add(config.routes);
    });

    @BeforeEach
    void start() {
        server.start(0);
    }

    @AfterEach
    void stop() {
        server.stop();
        assertThat(log.from(Level.WARN)).isEmpty();
    }

    @Test
    void pagesAreToldAgainAndAgainToLookUntilTheSessionEnds() throws Exception {
        try (var look = new EventStreamClient(server.port())) {
            assertThat(look.next()).isEqualTo("look");
            assertThat(look.next()).isEqualTo("look");
            sessions.end(session.id());
            String last = look.next();
            while (last != null) {
                last = look.next();
            }
        }
    }

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        EventStreamClient.assertMakeRoom(server.port(), ROOM, "look");
    }

    /// A server that waits for the stream takes half a minute, and logs a warning.
    @Test
    void theServerStopsThoughSomebodyLooks() throws Exception {
        try (var look = new EventStreamClient(server.port())) {
            assertThat(look.next()).isEqualTo("look");
            server.stop();
        }
    }
}
