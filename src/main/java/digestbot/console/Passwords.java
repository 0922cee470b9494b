package digestbot.console;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether a password is the right one, asked no more often than a person would. Safe for several threads.
public final class Passwords {

    /// What bcrypt looks at.
    private static final int MOST_BYTES = 72;

    private static final int LEAST_LENGTH = 8;
    private static final int COST = 11;
    private static final int TRIES_OF_ONE = 5;
    private static final int TRIES_OF_ALL = 30;
    private static final int MOST_ADDRESSES = 1_000;

    private final String hash;
    private final Bucket all = bucket(TRIES_OF_ALL);
    private final Map<String, Bucket> each = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /// What became of a try.
    enum Verdict {
        RIGHT,
        WRONG,
        TOO_OFTEN
    }

    Passwords(String hash) {
        this.hash = hash;
    }

    /// A password's hash, for the configuration.
    ///
    /// @throws IllegalArgumentException with a sentence, if the password is too short or too long
    public static String hash(String password) {
        if (password.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("choose a password of at least %d characters".formatted(LEAST_LENGTH));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("choose a password of at most %d bytes".formatted(MOST_BYTES));
        }
        return BCrypt.withDefaults().hashToString(COST, password.toCharArray());
    }

    /// Whether that is a hash that passwords can be compared with.
    public static boolean isHash(String text) {
        return text.matches("\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
    }

    /// Tries a password. Only wrong ones count as tries: programs show the right one again and again.
    ///
    /// @param address where it comes from
    Verdict check(String address, String password) {
        if (!mayTry(address)) {
            return Verdict.TOO_OFTEN;
        }
        boolean right = password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && BCrypt.verifyer().verify(password.toCharArray(), hash).verified;
        if (right) {
            giveBack(address);
        }
        return right ? Verdict.RIGHT : Verdict.WRONG;
    }

    private synchronized void giveBack(String address) {
        each.computeIfAbsent(address, _ -> bucket(TRIES_OF_ONE)).addTokens(1);
        all.addTokens(1);
    }

    private synchronized boolean mayTry(String address) {
        return each.computeIfAbsent(address, _ -> bucket(TRIES_OF_ONE)).tryConsume(1) && all.tryConsume(1);
    }

    private static Bucket bucket(int tries) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(tries)
                        .refillGreedy(tries, Duration.ofMinutes(1))
                        .build())
                .build();
    }
}
