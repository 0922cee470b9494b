package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceModuleTest {

    @Test
    void aStepThatFailsKeepsNoneOfTheOthersBack() {
        List<String> done = new ArrayList<>();
        List<Runnable> steps =
                List.of(() -> done.add("first"), () -> fail("second"), () -> done.add("third"), () -> fail("fourth"));
        assertThatThrownBy(() -> MaintenanceModule.runAll(steps))
                .hasMessage("fourth")
                .satisfies(failed -> assertThat(failed.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("second"));
        assertThat(done).containsExactly("first", "third");
    }

    private static void fail(String why) {
        throw new IllegalStateException(why);
    }
}
