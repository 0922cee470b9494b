package digestbot.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes an id as one segment of a path, which is the name of a folder in a copy of the site too.
///
/// A segment has only letters, digits, `-`, `_` and `~` of ASCII, so that no server, proxy or file
/// system changes it, and it never names a parent folder. Everything else is written as `~` and two
/// hexadecimal digits for each byte. Segments are compared with those of known ids and never decoded.
final class PathSegment {

    /// Names that the site itself uses in its first level.
    private static final Set<String> RESERVED = Set.of("api", "assets", "search", "mcp");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}.*");

    /// A longer segment ends with a hash instead of its rest.
    private static final int MAX_LENGTH = 150;

    private static final int HASH_BYTES = 12;

    private PathSegment() {}

    /// The segment of a topic. It does not look like a day, a month or a page of the site itself.
    static String ofTopic(String id) {
        String segment = of(id);
        boolean isTaken = RESERVED.contains(segment) || DATE.matcher(segment).matches();
        return isTaken ? escape(segment.charAt(0)) + segment.substring(1) : segment;
    }

    /// The segment of any other id.
    static String of(String id) {
        var segment = new StringBuilder();
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            segment.append(isPlain(character) ? String.valueOf(character) : escape(character));
        }
        return segment.length() <= MAX_LENGTH ? segment.toString() : segment.substring(0, MAX_LENGTH) + "~~" + hash(id);
    }

    private static String escape(char each) {
        return "~%02x".formatted((int) each);
    }

    private static boolean isPlain(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '-'
                || each == '_';
    }

    private static String hash(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
