package digestbot.console.signin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import digestbot.concurrent.FewThreads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Verifies passwords. Thread-safe.
public final class Passwords {

    /// bcrypt ignores everything after this many bytes.
    private static final int MAX_BYTES = 72;

    private static final int MIN_LENGTH = 8;
    private static final int COST = 11;

    /// The maximum number of concurrent comparisons, each of which keeps a processor busy for a
    /// tenth of a second.
    private static final int MAX_CONCURRENT_CHECKS = 2;

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final String hash;
    private final FewThreads checks = new FewThreads("password", MAX_CONCURRENT_CHECKS);

    public enum Verdict {
        CORRECT,
        WRONG,
        /// Too many other passwords were being compared.
        BUSY,
        /// There were too many attempts.
        TOO_MANY
    }

    public Passwords(String hash) {
        this.hash = hash;
    }

    static final String HASH = "\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}";

    /// Hashes a password for the configuration.
    ///
    /// @throws IllegalArgumentException if the password is too short or too long; the message says
    ///     so
    public static String hash(String password) {
        if (password.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("use at least %d characters".formatted(MIN_LENGTH));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("use at most %d bytes".formatted(MAX_BYTES));
        }
        return BCrypt.withDefaults().hashToString(COST, password.toCharArray());
    }

    /// Compares a password with the hash. Waits briefly while others are compared.
    public Verdict check(String password) {
        if (password.isEmpty() || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Verdict.WRONG;
        }
        try {
            return checks.call(
                            MAX_WAIT,
                            () -> BCrypt.verifyer().verify(password.toCharArray(), hash).verified
                                    ? Verdict.CORRECT
                                    : Verdict.WRONG)
                    .orElse(Verdict.BUSY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Verdict.BUSY;
        }
    }
}
