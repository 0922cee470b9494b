package digestbot.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fingerprint of a broadcast's preview, short enough for a button. It binds a confirmation to
/// exactly that preview: it has hashes of the text, of the recipient filter, and of the scheduled
/// time or its absence, and the number of recipients.
public record PreviewFingerprint(String text, String recipients, String time, long count) {

    /// The tolerated change of the number of recipients between preview and confirmation, in
    /// percent.
    public static final int DRIFT_PERCENT = 5;

    /// The tolerated change as an absolute number, for small audiences.
    public static final int MIN_DRIFT = 3;

    private static final int TEXT = 3;
    private static final int RECIPIENTS = 4;
    private static final int TIME = 3;
    private static final int RADIX = 36;

    private static final Pattern CODE =
            Pattern.compile("([\\w-]{%d})([\\w-]{%d})([\\w-]{%d})([0-9a-z]{1,8})".formatted(TEXT, RECIPIENTS, TIME));

    public enum Difference {
        TEXT,
        RECIPIENTS,
        TIME,
        /// The number of recipients differs by more than the tolerance.
        COUNT
    }

    /// The recipient filter and the scheduled time may have any stable form.
    public static PreviewFingerprint of(String text, String recipients, String time, long count) {
        return new PreviewFingerprint(hash(text, TEXT), hash(recipients, RECIPIENTS), hash(time, TIME), count);
    }

    private static String hash(String of, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public Set<Difference> differencesFrom(PreviewFingerprint before) {
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        if (!text.equals(before.text)) {
            differences.add(Difference.TEXT);
        }
        if (!recipients.equals(before.recipients)) {
            differences.add(Difference.RECIPIENTS);
        }
        if (!time.equals(before.time)) {
            differences.add(Difference.TIME);
        }
        if (hasDrifted(before.count, count)) {
            differences.add(Difference.COUNT);
        }
        return differences;
    }

    /// Tells whether a number differs from the shown one so much that it has to be shown again.
    public static boolean hasDrifted(long shown, long now) {
        return Math.abs(now - shown) > Math.max(MIN_DRIFT, shown * DRIFT_PERCENT / 100);
    }

    /// Encodes the fingerprint as at most 18 characters of `A-Za-z0-9_-`.
    public String encode() {
        return text + recipients + time + Long.toString(Math.min(count, 2_000_000_000_000L), RADIX);
    }

    public static Optional<PreviewFingerprint> decode(String code) {
        Matcher parts = CODE.matcher(code);
        return parts.matches()
                ? Optional.of(new PreviewFingerprint(
                        parts.group(1), parts.group(2), parts.group(3), Long.parseLong(parts.group(4), RADIX)))
                : Optional.empty();
    }
}
