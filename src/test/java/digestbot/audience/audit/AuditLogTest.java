package digestbot.audience.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    @Test
    void aNameThatAProxyPassesOnIsCleanAndBounded() {
        assertThat(name("A\u202eda\u0301" + "\u0301".repeat(30))).contains("Ada" + "\u0301".repeat(8));
        assertThat(name("\u2067 ")).isEmpty();
        assertThat(name("x".repeat(500)).orElseThrow()).hasSizeLessThanOrEqualTo(80);
    }

    private static Optional<String> name(String given) {
        return new Actor.ConsoleUser(Optional.of(given)).name();
    }
}
