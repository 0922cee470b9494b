package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class NumberArgumentTest {

    private static final String LARGE = "4294967296";

    @Command(name = "numbers")
    private static final class Numbers {
        @Option(names = "--long")
        private Long large = 0L;

        @Option(names = "--int")
        private Integer small = 0;
    }

    private final Numbers numbers = new Numbers();
    private final CommandLine line = ArgumentConverters.register(new CommandLine(numbers));

    @Test
    void aNumberMayBeLargerThanAnInteger() {
        line.parseArgs("--long", LARGE, "--int", "7");
        assertThat(numbers.large).isEqualTo(Long.parseLong(LARGE));
        assertThat(numbers.small).isEqualTo(7);
    }

    @Test
    void anIntegerThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> line.parseArgs("--int", LARGE)).hasMessageContaining("is not a whole number");
    }
}
