package digestbot.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {

    @ParameterizedTest
    @CsvSource({"0, ✓", "10, ✓", "-10, ✓", "11, !", "-60, !", "61, ✗", "-61, ✗"})
    void aMinuteIsTooMuch(long seconds, String mark) {
        Instant theirs = Instant.parse("2026-02-06T12:00:00Z");
        CheckFinding finding = ClockSkew.between("Telegram", theirs, theirs.plusSeconds(seconds));
        assertThat(finding.level().mark()).isEqualTo(mark);
        assertThat(finding.message()).contains(Math.abs(seconds) <= 10 ? "is right" : seconds < 0 ? "slow" : "fast");
    }
}
