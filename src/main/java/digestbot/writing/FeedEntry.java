package digestbot.writing;

import digestbot.markdown.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An article as a feed names it, in plain text.
///
/// @param description empty if there is none
/// @param source the outlet, where the feed gathers articles of several; else empty
/// @param language such as `en-US`; empty if the feed names none
record FeedEntry(String title, WebAddress link, String description, Instant at, String source, String language) {

    private static final Pattern TRACKING =
            Pattern.compile("(?i)(utm_\\w*|fbclid|gclid|mc_[ce]id|cmpid|ref|smid|ocid)=[^&]*&?");

    /// The same for the addresses of one article: without protocol, `www.`, tracking and fragment.
    String canonicalLink() {
        String url = link.url().replaceFirst("#.*$", "").replaceFirst("^https?://(www\\.)?", "");
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String rest = query < 0
                ? ""
                : TRACKING.matcher(url.substring(query + 1)).replaceAll("").replaceFirst("&$", "");
        int host = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
        return path.substring(0, host).toLowerCase(Locale.ROOT)
                + path.substring(host).replaceFirst("/+$", "")
                + (rest.isEmpty() ? "" : "?" + rest);
    }

    /// The article's host without `www.`; empty if the address is malformed.
    Optional<String> host() {
        return host(link.url());
    }

    static Optional<String> host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getHost()).map(host -> host.replaceFirst("^www\\.", ""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// An article of a digest.
    ///
    /// @param perspective its place, from 0
    record Article(int perspective, String outlet, FeedEntry entry) {

        String title() {
            return entry.title();
        }

        String withOutlet() {
            return "%s (%s, %tF)".formatted(title(), outlet, entry.at().atZone(ZoneOffset.UTC));
        }

        TitleWords words() {
            return TitleWords.of(title(), entry.language());
        }
    }
}
