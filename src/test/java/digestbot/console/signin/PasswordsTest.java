package digestbot.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import digestbot.console.signin.Passwords.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final String SHORTEST = "8 chars!";

    /// 72 bytes: each character takes two.
    private static final String LONGEST = "é".repeat(36);

    @ParameterizedTest
    @ValueSource(strings = {SHORTEST, "éééééééééééééééééééééééééééééééééééé"})
    void aPasswordMatchesItsHashAndNoOtherDoes(String password) {
        String hash = Passwords.hash(password);

        assertThat(Passwords.isHash(hash)).isTrue();
        assertThat(new Passwords(hash).check(password)).isEqualTo(Verdict.CORRECT);
        assertThat(new Passwords(hash).check(password.replace(password.charAt(0), 'x')))
                .isEqualTo(Verdict.WRONG);
        assertThat(new Passwords(hash).check("")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void bcryptWouldIgnoreTheRestOfALongerPassword() {
        assertThat(new Passwords(Passwords.hash(LONGEST)).check(LONGEST + "!")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aPasswordHasAtLeastEightCharactersAndAtMostSeventyTwoBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash("7 chars"))
                .withMessageContaining("at least 8 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash(LONGEST + "!"))
                .withMessageContaining("at most 72 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse",
                "$2a$12$tooShort",
                "$3a$12$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz1"
            })
    void whatIsNoHashIsTold(String text) {
        assertThat(Passwords.isHash(text)).isFalse();
    }
}
