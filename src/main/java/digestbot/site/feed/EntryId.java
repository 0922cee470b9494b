package digestbot.site.feed;

import digestbot.digest.DigestKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The ids of entries, as `tag` addresses (RFC 4151). They depend on the site's host and the digest's
/// key alone, so they outlive changes of title, scheme, port and the layout of addresses.
final class EntryId {

    private EntryId() {}

    /// The id of a digest.
    static String of(URI site, DigestKey key) {
        return of(site, key, Optional.empty());
    }

    /// The id of a digest, or of one perspective of it.
    ///
    /// @param perspective the perspective's id
    static String of(URI site, DigestKey key, Optional<String> perspective) {
        String edition = key.edition().isEmpty() ? "" : "/" + encoded(key.edition());
        return "tag:%s,%s:%s/%s%s%s"
                .formatted(
                        site.getHost().toLowerCase(Locale.ROOT),
                        key.day(),
                        encoded(key.topic()),
                        encoded(key.language()),
                        edition,
                        perspective
                                .map(id -> "?perspective=" + encoded(id.toLowerCase(Locale.ROOT)))
                                .orElse(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
