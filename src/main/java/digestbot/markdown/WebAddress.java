package digestbot.markdown;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// An absolute `http` or `https` address: the only kind of link that reaches a reader.
///
/// It consists of printable ASCII without spaces, quotes or angle brackets; [#parse]
/// percent-encodes everything else as UTF-8.
public record WebAddress(String url) {

    /// The maximum length: no platform shows longer addresses, and browsers cut them.
    public static final int MAX_LENGTH = 2048;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public WebAddress {
        if (!isAddress(url)) {
            throw new IllegalArgumentException("not an http or https address");
        }
    }

    /// Parses an address; empty if it is relative, has another scheme, contains a user name, or is
    /// too long.
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
        return isAddress(url) ? Optional.of(new WebAddress(url)) : Optional.empty();
    }

    /// Whether platforms accept the address for a button. They refuse hosts without a dot, such as
    /// `localhost`.
    public boolean isForButtons() {
        try {
            String host = new URI(url).getHost();
            return host != null && (host.contains(".") || host.startsWith("["));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isAddress(String url) {
        int host = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : url.length();
        int hostEnd = host;
        while (hostEnd < url.length() && "/?#".indexOf(url.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        return url.length() <= MAX_LENGTH
                && hostEnd > host
                && url.lastIndexOf('@', hostEnd - 1) < host
                && url.chars().allMatch(WebAddress::isPlain);
    }

    private static boolean isPlain(int point) {
        return point > 0x20 && point < 0x7f && "\"<>\\^`{|}".indexOf(point) < 0;
    }

    private static String encode(String text) {
        if (text.chars().allMatch(WebAddress::isPlain)) {
            return text;
        }
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
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
