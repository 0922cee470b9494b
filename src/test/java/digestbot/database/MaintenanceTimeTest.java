package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MaintenanceTimeTest {

    private static final MaintenanceTime NIGHTLY = new MaintenanceTime(LocalTime.of(3, 30), ZoneOffset.UTC);

    @Test
    void liesOnBothSidesOfNow() {
        Instant noon = Instant.parse("2026-02-06T12:00:00Z");
        assertThat(NIGHTLY.last(noon)).isEqualTo("2026-02-06T03:30:00Z");
        assertThat(NIGHTLY.next(noon)).isEqualTo("2026-02-07T03:30:00Z");
        Instant midnight = Instant.parse("2026-02-06T00:00:00Z");
        assertThat(NIGHTLY.last(midnight)).isEqualTo("2026-02-05T03:30:00Z");
        assertThat(NIGHTLY.next(midnight)).isEqualTo("2026-02-06T03:30:00Z");
        Instant itself = Instant.parse("2026-02-06T03:30:00Z");
        assertThat(NIGHTLY.last(itself)).isEqualTo(itself);
        assertThat(NIGHTLY.next(itself)).isEqualTo("2026-02-07T03:30:00Z");
    }

    @Test
    void aTimeThatDaylightSavingSkipsIsShifted() {
        var berlin = new MaintenanceTime(LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
        assertThat(berlin.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(berlin.last(Instant.parse("2026-03-29T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(berlin.last(Instant.parse("2026-03-29T01:29:00Z"))).isEqualTo("2026-03-28T01:30:00Z");
        assertThat(berlin.last(Instant.parse("2026-10-25T01:31:00Z")))
                .as("the first of two")
                .isEqualTo("2026-10-25T00:30:00Z");
    }
}
