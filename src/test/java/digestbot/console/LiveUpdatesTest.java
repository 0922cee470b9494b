package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.web.EventStreamClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveUpdatesTest {

    private static final int ROOM = 50;

    @TempDir
    Path folder;

    private final Logged log = Logged.by("io.javalin");
    private ConsoleFixture console;
    private int port;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, Optional.empty(), Optional.empty(), InstantSource.system());
        port = console.browser.url("/").getPort();
    }

    @AfterEach
    void close() {
        console.close();
        log.close();
    }

    @Test
    void pagesAreToldAgainAndAgainToLook() throws Exception {
        try (var look = new EventStreamClient(port)) {
            assertThat(look.next()).isEqualTo("look");
            assertThat(look.next()).isEqualTo("look");
        }
    }

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        EventStreamClient.assertMakeRoom(port, ROOM, "look");
        assertThat(log.from(Level.WARN)).isEmpty();
    }

    @Test
    void theConsoleStopsAtOnceThoughSomebodyLooks() throws Exception {
        try (var look = new EventStreamClient(port)) {
            assertThat(look.next()).isEqualTo("look");
            long begun = System.nanoTime();
            console.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(log.from(Level.WARN)).isEmpty();
        }
    }
}
