package digestbot.writing;

import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.story.StoryText;
import digestbot.markdown.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
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
    static String canonical(WebAddress link) {
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

    /// The letters of a text; an ideograph counts as three.
    static int weight(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? 0 : Character.isIdeographic(c) ? 3 : 1)
                .sum();
    }

    /// Whether it explains or comments, by its title or the section of its address.
    boolean explains() {
        String path = canonical(link).replaceFirst("\\?.*", "").replaceFirst("^[^/]*", "");
        return StoryText.explains(title) || StoryText.explains(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /// True also if the feed names no language.
    boolean isIn(String tag) {
        return language.isEmpty() || DigestKey.primary(language).equals(DigestKey.primary(tag));
    }

    /// A story of a digest.
    ///
    /// @param number its rank among all, from 1
    /// @param words that several of its texts have
    /// @param continues the day of the digest before, if that has it
    record Story(int number, Optional<String> words, Optional<LocalDate> continues) {}

    /// An article of a digest.
    ///
    /// @param perspective its place, from 0
    record Article(int perspective, String outlet, FeedEntry entry, Story story) {

        Article(int perspective, String outlet, FeedEntry entry) {
            this(perspective, outlet, entry, new Story(0, Optional.empty(), Optional.empty()));
        }

        String publisher() {
            return Outlets.publisher(outlet);
        }

        Article of(Story other) {
            return new Article(perspective, outlet, entry, other);
        }

        String title() {
            return entry.title();
        }

        String origin() {
            return "(%s, %tF)".formatted(outlet, entry.at().atZone(ZoneOffset.UTC));
        }
    }
}
