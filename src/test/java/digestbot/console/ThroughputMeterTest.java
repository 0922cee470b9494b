package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {

    private Instant now = Instant.parse("2026-02-06T12:00:00Z");
    private final AtomicLong sent = new AtomicLong();
    private final ThroughputMeter speed = new ThroughputMeter(() -> now);

    @Test
    void isThatOfTheLastSecondsInWhichSomebodyLooked() {
        assertThat(speed.perSecond(sent.get())).isEmpty();
        pass(2, 60);
        assertThat(speed.perSecond(sent.get())).contains(30.0);
        pass(2, 20);
        assertThat(speed.perSecond(sent.get())).contains(20.0);
        pass(19, 0);
        assertThat(speed.perSecond(sent.get())).contains(0.0);
        pass(60, 600);
        assertThat(speed.perSecond(sent.get())).isEmpty();
        speed.perSecond(sent.get());
        assertThat(speed.perSecond(sent.get())).isEmpty();
        pass(10, 5);
        assertThat(speed.perSecond(sent.get())).contains(0.5);
        assertThat(speed.perSecond(sent.get())).contains(0.5);
    }

    private void pass(long seconds, long more) {
        now = now.plusSeconds(seconds);
        sent.addAndGet(more);
    }
}
