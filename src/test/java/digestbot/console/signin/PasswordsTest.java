package digestbot.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import at.favre.lib.crypto.bcrypt.BCrypt;
import digestbot.console.signin.Passwords.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final String SHORTEST = "8 chars!";

    /// 72 bytes: each character takes two.
    private static final String LONGEST = "é".repeat(36);

    @Test
    void aHashMatchesNoOtherPassword() {
        for (String password : List.of(SHORTEST, LONGEST)) {
            // the lowest cost
            var passwords = new Passwords(BCrypt.withDefaults().hashToString(4, password.toCharArray()));
            assertThat(passwords.check(password)).isEqualTo(Verdict.CORRECT);
            for (String other : List.of(
                    "",
                    "x" + password.substring(1),
                    password.substring(0, password.length() - 1),
                    password + "!", // bcrypt would ignore the rest of the longest one
                    password.replace(password.charAt(0), 'x'))) {
                assertThat(passwords.check(other)).as(other).isEqualTo(Verdict.WRONG);
            }
        }
    }

    @Test
    void aPasswordHasAtLeastEightCharactersAndAtMostSeventyTwoBytes() {
        assertThat(Passwords.hash(SHORTEST))
                .as("a hash of cost 11, which takes long to compare")
                .matches(Passwords.HASH)
                .contains("$11$");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash("7 chars"))
                .withMessageContaining("at least 8 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash(LONGEST + "!"))
                .withMessageContaining("at most 72 bytes");
    }
}
