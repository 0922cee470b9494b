package digestbot.health;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import digestbot.health.CheckFinding.Level;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CheckFindingTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WELL")
    void whatIsNotWellComesWithWhatToDo(Level level) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckFinding(level, "It failed", Optional.empty()));
    }
}
