package digestbot.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void keepsItsSecretOutOfText() {
        var token = new Token(" 12:secret\n");
        assertThat("the token is " + token).doesNotContain("secret");
        assertThat(token.reveal()).isEqualTo("12:secret");
    }

    @Test
    void equalsByValue() {
        assertThat(new Token("a")).isEqualTo(new Token("a")).hasSameHashCodeAs(new Token("a"));
        assertThat(new Token("a")).isNotEqualTo(new Token("b"));
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> new Token(" ")).hasMessage("the token is empty");
    }
}
