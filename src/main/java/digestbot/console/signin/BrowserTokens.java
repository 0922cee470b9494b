package digestbot.console.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed cookies that mark browsers from which somebody has signed in. A cookie grants no access;
/// it only gives the browser its own attempt limit.
///
/// A cookie contains a number, its expiry and a signature. The key is derived from the password's
/// hash, which is secret and contains bcrypt's random salt: nothing needs to be stored, and a new
/// password invalidates every cookie.
public final class BrowserTokens {

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
