package digestbot.config;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.api.push.PushSecret;
import digestbot.api.push.PushToken;
import digestbot.app.Config;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushTokensTest {

    private static final PushSecret SECRET = PushSecret.random();

    private static ConfigReader.ConfigResult<Config> read(String yaml) {
        return Config.reader(Map.of("TOKEN", SECRET.reveal())).parse(yaml);
    }

    @Test
    void aTokenIsGivenByItsHashOrByAVariable() {
        Config config = TestConfig.loaded(read("""
                sources:
                  push:
                    - {name: pipeline, token: "${TOKEN}"}
                    - {name: other, token: '%s', topics: [Trade, energy]}
                    - {name: , token: }
                """.formatted(SECRET.hash())));
        assertThat(config.sources().push())
                .containsExactly(
                        new PushToken("pipeline", SECRET.hash(), Set.of()),
                        new PushToken("other", SECRET.hash(), Set.of("trade", "energy")));
        assertThat(config.toString()).doesNotContain(SECRET.reveal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: pipeline|3: sources.push[1].token: is missing; make one with: digestbot token",
                "{name: pipeline, token: x}|3: sources.push[1].token: not allowed; expected a token or its hash, as “digestbot token” prints them (the value is hidden)",
                "{name: a b, token: '${TOKEN}'}|3: sources.push[1].name: “a b” is not allowed; expected at most 64 letters, digits and . _ -",
                "{name: a, token: '${TOKEN}', topics: [a b]}|3: sources.push[1].topics: “a b” is not allowed; expected ids of topics",
            })
    void saysWhatIsWrong(String item, String problem) {
        assertThat(TestConfig.problems(read("sources:\n  push:\n    - " + item + "\n")))
                .containsExactly(problem);
    }
}
