package digestbot.cli.push;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.api.push.PushToken.PushSecret;
import digestbot.cli.CommandLineResult;
import org.junit.jupiter.api.Test;

class TokenCommandTest {

    @Test
    void printsANewTokenAndItsHash() {
        CommandLineResult ran = CommandLineResult.of("token");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        String[] lines = ran.out().split("\n", -1);
        PushSecret secret = PushSecret.of(lines[0].replaceFirst("token: ", "")).orElseThrow();
        assertThat(lines[1]).isEqualTo("hash: " + secret.hash());
        assertThat(CommandLineResult.of("token").out()).isNotEqualTo(ran.out());
    }
}
