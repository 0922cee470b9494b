package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.web.EventStreamClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class PageEventsTest {

    private static final int ROOM = 20;

    private final Logged log = Logged.by("io.javalin");
    private final PageFixture page = new PageFixture();

    @AfterEach
    void close() {
        page.close();
        log.close();
    }

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        EventStreamClient.assertMakeRoom(page.page.address().getPort(), ROOM, "all");
        assertThat(log.from(Level.WARN)).isEmpty();
    }
}
