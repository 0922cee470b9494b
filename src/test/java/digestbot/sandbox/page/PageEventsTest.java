package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.web.EventStreamClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("full")
class PageEventsTest {

    private static final int ROOM = 20;

    @RegisterExtension
    final PageFixture page = new PageFixture();

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        try (Logged log = Logged.by("io.javalin")) {
            EventStreamClient.assertMakeRoom(page.page.address().getPort(), ROOM, "all");
            assertThat(log.from(Level.WARN)).isEmpty();
        }
    }
}
