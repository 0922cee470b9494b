package digestbot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExampleTest {

    @Test
    void isADigestInWhichNothingIsDoubtful() throws IOException {
        assertThat(new DigestParser().parse(example().getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(type(ParseResult.Parsed.class))
                .satisfies(parsed -> {
                    assertThat(parsed.warnings()).isEmpty();
                    assertThat(parsed.digest().sources()).hasSize(4);
                });
    }

    private static String example() throws IOException {
        try (InputStream in = ExampleTest.class.getResourceAsStream("/sandbox/example.md")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{day}", "today")
                    .replace("{instant}", "2026-02-11T06:00:00Z");
        }
    }
}
