package digestbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.webhook.WebhookSettings.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

    /// The example of the specification.
    @Test
    void signsAsTheSpecificationSays() {
        var secret = new WebhookSecret(TestWebhooks.SECRET);
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /// Their names do not contain what could be a secret, because no report may.
    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {"", "KEYLaSw", "whsec-KEYLaSw", "whsec_", "whsec_KEY", "whsec_not base64 at all, certainly"})
    void refusesWhatIsNoSecretAndDoesNotRepeatIt(String written) {
        String text = written.replace("KEY", "MfKQ9r8GKYqrTwjUPD8ILPZIo2La");
        assertThatThrownBy(() -> new WebhookSecret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("MfKQ", "certainly");
    }

    @Test
    void isNeverShown() {
        assertThat(new WebhookSecret(TestWebhooks.SECRET).toString()).doesNotContain("MfKQ");
        assertThat(TestWebhooks.of("feed", java.net.URI.create("https://example.org/hidden"))
                        .toString())
                .isEqualTo("webhook feed");
    }
}
