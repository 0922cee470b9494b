package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenAtTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-05T04:00:49.960Z, 2026-02-05T04:00:00Z",
        "2026-02-05T23:30:00-08:00, 2026-02-06T07:30:00Z",
        "2026-02-05 4:05 +8, 2026-02-04T20:05:00Z",
        "2026-02-05T04:00, 2026-02-05T04:00:00Z",
        "2026-02-05, 2026-02-05T00:00:00Z",
    })
    void isTheFrontMattersDateInItsOwnOffset(String date, Instant moment) {
        assertThat(writtenAt("---\ndate: " + date + "\n---\n")).contains(moment);
    }

    @Test
    void isNotThereWithoutADate() {
        assertThat(writtenAt("---\ndate: soon\n---\n")).isEmpty();
        assertThat(writtenAt("---\ntopic: x\n---\n")).isEmpty();
        assertThat(writtenAt("no front matter")).isEmpty();
    }

    private static Optional<Instant> writtenAt(String file) {
        return new DigestParser().writtenAt(file.getBytes(StandardCharsets.UTF_8));
    }
}
