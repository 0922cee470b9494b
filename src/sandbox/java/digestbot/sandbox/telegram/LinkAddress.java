package digestbot.sandbox.telegram;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a link as the server normalizes it. The user is the id of the person whom the
/// link mentions (`tg://user?id=…`).
public record LinkAddress(String url, Optional<Long> user) {
    private static final Pattern USER = Pattern.compile("(?i)tg:(?://)?user/?\\?(?:.*&)?id=(\\d{1,18})(?:[&#].*)?");
    private static final Pattern SCHEME = Pattern.compile("(?s)([^:/?#@\\[\\]]*)://(.*)");
    private static final Pattern HOST_AND_REST = Pattern.compile("(?s)([^/?#]*)(.*)");
    private static final Pattern PORT = Pattern.compile("(?s)(.+):([^:\\]@]*)");
    private static final Pattern HOST =
            Pattern.compile("(?:[\\w.\\-!$,~*'();&+=]++|%[0-9a-fA-F]{2}|[^\\x00-\\x7f]++)++");
    private static final Pattern USER_INFO = Pattern.compile("(?:" + HOST.pattern() + "|:)*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");
    private static final Pattern APP_HOST = Pattern.compile("[\\w-]+");

    /// Parses an address as the server does: lower-case scheme and host, with `http` as the default
    /// scheme. Empty if no client would open the address; the text then has no link.
    public static Optional<LinkAddress> of(String address) {
        Matcher user = USER.matcher(address);
        if (user.matches()) {
            return Optional.of(new LinkAddress(address, Optional.of(Long.valueOf(user.group(1)))));
        }
        Optional<String> url =
                address.regionMatches(true, 0, "tg:", 0, 3) ? inApp(address.substring(3)) : onTheWeb(address);
        return url.map(checked -> new LinkAddress(checked, Optional.empty()));
    }

    public Entity entity(int offset, int length) {
        return user.map(id -> new Entity(Entity.EntityType.TEXT_MENTION, offset, length, Long.toString(id)))
                .orElseGet(() -> new Entity(Entity.EntityType.TEXT_LINK, offset, length, url));
    }

    private static Optional<String> inApp(String address) {
        Matcher parts = HOST_AND_REST.matcher(address.startsWith("//") ? address.substring(2) : address);
        if (!parts.matches() || !APP_HOST.matcher(parts.group(1)).matches()) {
            return Optional.empty();
        }
        return Optional.of("tg://" + parts.group(1).toLowerCase(Locale.ROOT) + parts.group(2));
    }

    private static Optional<String> onTheWeb(String address) {
        Matcher scheme = SCHEME.matcher(address);
        boolean named = scheme.matches();
        String protocol = named ? scheme.group(1).toLowerCase(Locale.ROOT) : "http";
        Matcher parts = HOST_AND_REST.matcher(named ? scheme.group(2) : address);
        if (!parts.matches() || !(protocol.equals("http") || protocol.equals("https"))) {
            return Optional.empty();
        }
        return authority(parts.group(1)).map(authority -> protocol + "://" + authority + query(parts.group(2)));
    }

    private static Optional<String> authority(String text) {
        Matcher withPort = PORT.matcher(text);
        boolean hasPort = withPort.matches();
        String port = hasPort ? withPort.group(2) : "";
        if (hasPort && (!port.matches("\\d{1,9}") || Integer.parseInt(port) == 0 || Integer.parseInt(port) > 65535)) {
            return Optional.empty();
        }
        String name = hasPort ? withPort.group(1) : text;
        int at = name.lastIndexOf('@');
        String host = name.substring(at + 1).toLowerCase(Locale.ROOT);
        boolean known = IPV6.matcher(host).matches()
                || (HOST.matcher(host).matches() && host.contains(".") && !host.equals("."));
        if (!known || (at > 0 && !USER_INFO.matcher(name.substring(0, at)).matches())) {
            return Optional.empty();
        }
        String userInfo = at > 0 ? name.substring(0, at + 1) : "";
        return Optional.of(userInfo + host + (hasPort ? ":" + Integer.parseInt(port) : ""));
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
