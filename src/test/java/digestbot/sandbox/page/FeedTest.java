package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.web.LiveLook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedTest {

    private static final int ROOM = 20;

    private final Logged log = Logged.by("io.javalin");
    private final Opened page = new Opened();

    @AfterEach
    void close() {
        page.close();
        log.close();
    }

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        List<LiveLook> looks = new ArrayList<>();
        for (int i = 0; i < ROOM; i++) {
            looks.add(look());
            assertThat(looks.getLast().next()).isEqualTo("all");
        }
        try (LiveLook tooMany = look()) {
            assertThat(tooMany.isStream()).isTrue();
            assertThat(tooMany.next()).as("one too many").isNull();
        }
        for (LiveLook look : looks) {
            look.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(this::isTold);
        assertThat(log.from(Level.WARN)).isEmpty();
    }

    private boolean isTold() throws IOException {
        try (LiveLook look = look()) {
            return look.next() != null;
        }
    }

    private LiveLook look() throws IOException {
        return new LiveLook(page.page.address().getPort());
    }
}
