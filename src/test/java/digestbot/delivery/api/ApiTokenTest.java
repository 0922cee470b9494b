package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiTokenTest {

    @Test
    void keepsItsSecretOutOfTextAndIsNeverEmpty() {
        var token = new ApiToken(" 12:secret\n");
        assertThat("the token is " + token).doesNotContain("secret");
        assertThat(token.reveal()).isEqualTo("12:secret");
        assertThatThrownBy(() -> new ApiToken(" ")).hasMessage("the token is empty");
    }
}
