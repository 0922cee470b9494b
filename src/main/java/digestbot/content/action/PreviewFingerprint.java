package digestbot.content.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fingerprint of a broadcast's preview, short enough for a button. It binds a confirmation to
/// exactly that preview: a hash of all that it shows, and the number of recipients.
public record PreviewFingerprint(String hash, long count) {

    /// The tolerated change of the number of recipients between preview and confirmation, in
    /// percent.
    public static final int DRIFT_PERCENT = 5;

    /// The tolerated change as an absolute number, for small audiences.
    public static final int MIN_DRIFT = 3;

    private static final int HASH_LENGTH = 10;
    private static final int RADIX = 36;

    private static final Pattern CODE = Pattern.compile("([\\w-]{%d})([0-9a-z]{1,8})".formatted(HASH_LENGTH));

    /// The text, the recipients and the scheduled time may have any stable form.
    public static PreviewFingerprint of(String shown, long count) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
            return new PreviewFingerprint(
                    Base64.getUrlEncoder().encodeToString(digest).substring(0, HASH_LENGTH), count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public boolean matches(PreviewFingerprint before) {
        return hash.equals(before.hash) && !hasDrifted(before.count, count);
    }

    /// Whether a number differs from the shown one so much that it has to be shown again.
    public static boolean hasDrifted(long shown, long now) {
        return Math.abs(now - shown) > Math.max(MIN_DRIFT, shown * DRIFT_PERCENT / 100);
    }

    /// Encodes the fingerprint as at most 18 characters of `A-Za-z0-9_-`.
    public String encode() {
        return hash + Long.toString(Math.min(count, 2_000_000_000_000L), RADIX);
    }

    public static Optional<PreviewFingerprint> decode(String code) {
        Matcher parts = CODE.matcher(code);
        return parts.matches()
                ? Optional.of(new PreviewFingerprint(parts.group(1), Long.parseLong(parts.group(2), RADIX)))
                : Optional.empty();
    }
}
