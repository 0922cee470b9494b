package digestbot.api.push;

import digestbot.digest.DigestKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of the file of a pushed digest, relative to the digest folder.
///
/// It is made of what identifies the digest, so that all nodes and all pushes of one digest use the same
/// file. Its parts have no characters that lead to another folder; an edition that has any is replaced by
/// its hash. The separator occurs in none of the parts, so two digests never have the same name.
final class PushedFileName {

    /// The subfolder of pushed digests.
    static final String FOLDER = "pushed";

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int HASH_BYTES = 16;

    private PushedFileName() {}

    /// The name of the digest's file.
    ///
    /// @param number 1, or more if files with lower numbers have other digests
    static String of(DigestKey key, int number) {
        String edition = key.edition().isEmpty() ? "" : "+" + part(key.edition());
        String copy = number == 1 ? "" : "+" + number + "=";
        return FOLDER + "/" + part(key.topic()) + "+" + key.day() + "+" + key.language() + edition + copy + ".md";
    }

    private static String part(String text) {
        return PLAIN.matcher(text).matches() ? text : "=" + hash(text);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
