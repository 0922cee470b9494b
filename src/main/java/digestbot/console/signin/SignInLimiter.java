package digestbot.console.signin;

import digestbot.cache.LruCache;
import digestbot.web.TokenBuckets;
import io.github.bucket4j.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Limits sign-in attempts per address and in total, against password guessing. Thread-safe.
///
/// A known browser, or an address that signed in before, has its own budget that others cannot
/// exhaust. An attempt is counted before the password is verified and refunded if it is right,
/// because programs send the right password again and again.
public final class SignInLimiter {

    public static final int ATTEMPTS_PER_CLIENT = 5;
    public static final int ATTEMPTS_OF_ALL = 30;
    public static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_CLIENTS = 1_000;

    private final TokenBuckets buckets;
    private final Bucket all;
    private final LruCache<String, Bucket> bucketsByClient = new LruCache<>(MAX_CLIENTS);
    private final SequencedSet<String> trusted = new LinkedHashSet<>();

    public SignInLimiter(LongSupplier nanoTime) {
        buckets = new TokenBuckets(nanoTime);
        all = bucket(ATTEMPTS_OF_ALL);
    }

    /// A counted attempt.
    ///
    /// @param address the client's address; empty if the attempt was counted for a known browser
    public record Attempt(Optional<String> address, List<Bucket> buckets) {}

    /// Counts an attempt; empty if a limit is exceeded, and then it counts nowhere.
    ///
    /// @param device the known browser that makes the attempt
    public synchronized Optional<Attempt> attempt(String address, Optional<String> device) {
        Bucket own = bucketsByClient.get(
                device.map(id -> "device " + id).orElse("address " + address), () -> bucket(ATTEMPTS_PER_CLIENT));
        List<Bucket> counting = device.isPresent() || trusted.contains(address) ? List.of(own) : List.of(own, all);
        if (counting.stream().anyMatch(bucket -> bucket.getAvailableTokens() == 0)) {
            return Optional.empty();
        }
        counting.forEach(bucket -> bucket.tryConsume(1));
        return Optional.of(new Attempt(Optional.of(address).filter(_ -> device.isEmpty()), counting));
    }

    /// Refunds an attempt with the right password, and trusts its address.
    public synchronized void succeeded(Attempt attempt) {
        refund(attempt);
        attempt.address().ifPresent(address -> {
            trusted.addLast(address);
            if (trusted.size() > MAX_CLIENTS) {
                trusted.removeFirst();
            }
        });
    }

    /// Refunds an attempt that was not verified.
    public void refund(Attempt attempt) {
        attempt.buckets().forEach(bucket -> bucket.addTokens(1));
    }

    private Bucket bucket(int attempts) {
        return buckets.bucket(attempts, WINDOW);
    }

    /// Signed cookies that mark browsers from which somebody has signed in. A cookie grants no
    /// access; it only gives the browser its own attempt limit.
    ///
    /// A cookie contains a number, its expiry and a signature. The key is derived from the
    /// password's hash, which is secret and contains bcrypt's random salt: nothing needs to be
    /// stored, and a new password invalidates every cookie.
    public static final class BrowserTokens {

        public static final Duration LIFE = Duration.ofDays(90);

        private static final String ALGORITHM = "HmacSHA256";
        private static final String PURPOSE = "digestbot console device";
        private static final int BYTES = 16;

        private final SecureRandom random = new SecureRandom();
        private final byte[] key;
        private final InstantSource clock;

        public BrowserTokens(String passwordHash, InstantSource clock) {
            key = sign(passwordHash.getBytes(StandardCharsets.UTF_8), PURPOSE);
            this.clock = clock;
        }

        /// Issues a cookie for a new browser, or renews that of a known one.
        public String issue(Optional<String> device) {
            String signed = device.orElseGet(this::number) + "."
                    + clock.instant().plus(LIFE).getEpochSecond();
            return signed + "." + encode(sign(key, signed));
        }

        /// Verifies a cookie and returns its device id; empty if the signature is wrong or it has
        /// expired.
        public Optional<String> find(String mark) {
            String[] parts = mark.split("\\.", -1);
            if (parts.length != 3 || !parts[1].matches("\\d{1,15}")) {
                return Optional.empty();
            }
            byte[] signature = encode(sign(key, parts[0] + "." + parts[1])).getBytes(StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(signature, parts[2].getBytes(StandardCharsets.UTF_8));
            boolean lives = clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])));
            return ours && lives ? Optional.of(parts[0]) : Optional.empty();
        }

        private String number() {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return encode(bytes);
        }

        private static String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static byte[] sign(byte[] key, String text) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
                return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
