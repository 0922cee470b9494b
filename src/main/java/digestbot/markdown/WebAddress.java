package digestbot.markdown;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An absolute `http` or `https` address: the only kind of link that reaches a reader.
///
/// Holds printable ASCII without spaces, quotes or angle brackets; anything else is percent-encoded as
/// UTF-8 on the way in.
public record WebAddress(String url) {

    /// Longer addresses are refused: no platform shows them, and browsers cut them.
    public static final int MAX_LENGTH = 2048;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final Pattern SHAPE = Pattern.compile("https?://[^\\s/?#\"<>\\\\@]+(?:[/?#][^\\s\"<>\\\\]*)?");

    public WebAddress {
        if (url.length() > MAX_LENGTH || !SHAPE.matcher(url).matches()) {
            throw new IllegalArgumentException("not an http or https address");
        }
    }

    /// The address that the text spells; empty if it is relative, has another scheme, carries a user name,
    /// or is too long.
    public static Optional<WebAddress> parse(String text) {
        if (text.length() > 2 * MAX_LENGTH) {
            return Optional.empty();
        }
        String encoded = encode(text.strip());
        int colon = encoded.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String url = encoded.substring(0, colon).toLowerCase(Locale.ROOT) + encoded.substring(colon);
        return url.length() <= MAX_LENGTH && SHAPE.matcher(url).matches()
                ? Optional.of(new WebAddress(url))
                : Optional.empty();
    }

    private static String encode(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point > 0x20 && point < 0x7f && "\"<>\\^`{|}".indexOf(point) < 0) {
                out.append((char) point);
            } else {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    HEX.toHexDigits(out.append('%'), b);
                }
            }
        });
        return out.toString();
    }
}
