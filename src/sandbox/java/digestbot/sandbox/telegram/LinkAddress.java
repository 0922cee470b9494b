package digestbot.sandbox.telegram;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a link as the server normalizes it.
public record LinkAddress(String url) {

    /// Scheme, user information, host, port, and the rest.
    private static final Pattern WEB = Pattern.compile("(?si)(?:(https?)://)?"
            + "((?:[\\w.\\-!$,~*'();&+=%:[^\\x00-\\x7f]]+@)?)"
            + "(\\[[0-9a-f:.]*:[0-9a-f:.]*]|[\\w.\\-!$,~*'();&+=%[^\\x00-\\x7f]]+)"
            + "(?::(\\d{1,9}))?((?:[/?#].*)?)");

    private static final Pattern APP = Pattern.compile("(?s)(?://)?([\\w-]+)((?:[/?#].*)?)");

    /// Parses an address as the server does: lower-case scheme and host, with `http` as the default
    /// scheme. Empty if no client would open the address; the text then has no link.
    public static Optional<LinkAddress> of(String address) {
        Optional<String> url =
                address.regionMatches(true, 0, "tg:", 0, 3) ? inApp(address.substring(3)) : onTheWeb(address);
        return url.map(LinkAddress::new);
    }

    public Entity entity(int offset, int length) {
        return new Entity(Entity.EntityType.TEXT_LINK, offset, length, url);
    }

    private static Optional<String> inApp(String address) {
        Matcher parts = APP.matcher(address);
        return parts.matches()
                ? Optional.of("tg://" + parts.group(1).toLowerCase(Locale.ROOT) + parts.group(2))
                : Optional.empty();
    }

    private static Optional<String> onTheWeb(String address) {
        Matcher parts = WEB.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(3).toLowerCase(Locale.ROOT);
        int port = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        boolean isHost = host.startsWith("[") || (host.contains(".") && !host.equals("."));
        if (!isHost || port > 65_535 || (parts.group(4) != null && port == 0)) {
            return Optional.empty();
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(
                scheme + "://" + parts.group(2) + host + (port == 0 ? "" : ":" + port) + query(parts.group(5)));
    }

    private static String query(String rest) {
        String stripped = rest.stripTrailing();
        var query = new StringBuilder(stripped.startsWith("/") ? "" : "/");
        stripped.chars().forEach(c -> {
            if (c <= ' ') {
                query.append(String.format(Locale.ROOT, "%%%02X", c));
            } else {
                query.append((char) c);
            }
        });
        return query.toString();
    }
}
