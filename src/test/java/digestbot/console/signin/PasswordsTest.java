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
    void aHashTakesLongToCompareAndMatchesItsPassword() {
        String hash = Passwords.hash(LONGEST);
        assertThat(Passwords.isHash(hash)).as(hash).isTrue();
        assertThat(hash).as("of cost 11").contains("$11$");
        assertThat(new Passwords(hash).check(LONGEST)).isEqualTo(Verdict.CORRECT);
    }

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
        assertThat(Passwords.isHash(Passwords.hash(SHORTEST))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash("7 chars"))
                .withMessageContaining("at least 8 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passwords.hash(LONGEST + "!"))
                .withMessageContaining("at most 72 bytes");
    }

    @Test
    void whatIsNoHashIsTold() {
        for (String text : List.of(
                "",
                "correct horse",
                "$2a$12$tooShort",
                "$3a$12$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz1")) {
            assertThat(Passwords.isHash(text)).as(text).isFalse();
        }
    }
}
