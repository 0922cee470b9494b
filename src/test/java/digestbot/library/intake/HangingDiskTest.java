package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The intake goes on whatever the disk does.
class HangingDiskTest {

    private final CountDownLatch answers = new CountDownLatch(1);
    private final LibraryFixture fixture = LibraryFixture.running();

    @BeforeEach
    void write() {
        fixture.write("a.md", LibraryFixture.digest("us-china", "2026-02-07"));
        fixture.write("b.md", LibraryFixture.digest("other", "2026-02-07"));
    }

    @AfterEach
    void close() {
        answers.countDown();
        fixture.close();
    }

    @Test
    void aFileThatTheDiskDoesNotGiveIsToldOnceAndTakenWhenItDoes() {
        fixture.hanging.add("a.md");
        fixture.onRead((disk, file) -> {
            if (file.path().equals("a.md")) {
                hang();
            }
            return disk.read(file, 1000);
        });
        fixture.settle();
        fixture.settle();
        assertThat(fixture.newest("other")).isPresent();
        assertThat(fixture.problems).hasSize(1).first().asString().contains("the disk does not answer");
        answer("us-china");
    }

    private void hang() {
        Awaitility.await().forever().until(() -> answers.getCount() == 0);
    }

    /// The disk answers, and the topic's digest is taken.
    private void answer(String topic) {
        fixture.hanging.clear();
        answers.countDown();
        Awaitility.await().ignoreExceptions().until(() -> {
            fixture.settle();
            return fixture.newest(topic).isPresent();
        });
    }
}
