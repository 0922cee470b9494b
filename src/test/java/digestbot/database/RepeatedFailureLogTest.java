package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedFailureLogTest {

    private final RuntimeException full = new IllegalStateException("outer", new IllegalArgumentException("full"));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // overflows soon, as it may
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(logger(), "cannot store", "can store again", nanos::get);

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("outage");
        log.start();
        logger.addAppender(log);
        return logger;
    }

    @Test
    void isToldInFullThenInLinesEverMoreRarelyAndOnceWhenItIsOver() {
        for (int second = 0; second < 4 * 3_600; second++) {
            failureLog.failed(full);
            pass(Duration.ofSeconds(1));
        }
        failureLog.recovered();
        failureLog.recovered();
        assertThat(lines())
                .containsExactly(
                        "ERROR with the stack: cannot store",
                        "ERROR cannot store (for 60 s): IllegalArgumentException: full",
                        "ERROR cannot store (for 3 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 7 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 15 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 31 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 63 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 123 min): IllegalArgumentException: full",
                        "ERROR cannot store (for 183 min): IllegalArgumentException: full",
                        "INFO can store again (after 240 min)");
    }

    @Test
    void whatFailsNowAndThenIsOneOutage() {
        for (int second = 0; second < 100; second++) {
            failureLog.failed(full);
            failureLog.recovered();
            pass(Duration.ofSeconds(1));
        }
        assertThat(lines())
                .containsExactly(
                        "ERROR with the stack: cannot store",
                        "INFO can store again (after 0 s)",
                        "ERROR cannot store (for 60 s): IllegalArgumentException: full",
                        "INFO can store again (after 60 s)");
    }

    @Test
    void theNextOutageIsToldInFullAgain() {
        failureLog.failed(full);
        failureLog.recovered();
        pass(Duration.ofSeconds(61));
        failureLog.failed(full);
        assertThat(lines())
                .containsExactly(
                        "ERROR with the stack: cannot store",
                        "INFO can store again (after 0 s)",
                        "ERROR with the stack: cannot store");
    }

    @Test
    void anotherCauseIsToldInFullTooAsLongAsThereAreFew() {
        failureLog.failed(full);
        for (int cause = 0; cause < 100; cause++) {
            failureLog.failed(new IllegalStateException("cause " + cause));
        }
        assertThat(lines()).hasSize(5).allMatch("ERROR with the stack: cannot store"::equals);
    }

    @Test
    void aCauseInWordsIsToldOnceToo() {
        for (int second = 0; second < 100; second++) {
            failureLog.failed("token rejected");
            pass(Duration.ofSeconds(1));
        }
        failureLog.recovered();
        assertThat(lines())
                .containsExactly(
                        "ERROR cannot store: token rejected",
                        "ERROR cannot store (for 60 s): token rejected",
                        "INFO can store again (after 100 s)");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLevel()
                        + (event.getThrowableProxy() == null ? " " : " with the stack: ")
                        + event.getFormattedMessage())
                .toList();
    }
}
