package digestbot.library.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

public final class FileContent {

    private final byte[] bytes;
    private final ContentHash hash;

    public FileContent(byte[] bytes) {
        this.bytes = bytes;
        this.hash = ContentHash.of(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    public ContentHash hash() {
        return hash;
    }

    /// The SHA-256 of some bytes, as 64 hexadecimal digits in lower case.
    public record ContentHash(String hex) {

        public static ContentHash of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }

        public static ContentHash of(byte[] content) {
            try {
                return stored(MessageDigest.getInstance("SHA-256").digest(content));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has SHA-256", e);
            }
        }

        static ContentHash stored(byte[] hash) {
            return new ContentHash(HexFormat.of().formatHex(hash));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }
}
