package digestbot.site;

import digestbot.digest.DigestKey;
import digestbot.library.archive.FileContent.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The address of a page, relative to the base address of the site. Addresses are permanent.
///
/// Pages in another language than the topic's main language are below `/<language>/`. `language` is
/// then an IETF tag; otherwise it is empty.
public sealed interface SiteAddress {

    String BEFORE = "?before=";

    String language();

    /// The path of the folder that the page is the index of, without a slash at its beginning and
    /// with one at its end; empty for the home page. Of a list that continues another one, the path
    /// of that one and a query.
    default String path() {
        String folder = language().isEmpty() ? "" : languageSegment(language()) + "/";
        return folder
                + switch (this) {
                    case Home _ -> "";
                    case OfTopic(String _, String topic) -> PathSegment.ofTopic(topic) + "/";
                    case Earlier(OfTopic topic, LocalDate before) ->
                        PathSegment.ofTopic(topic.topic()) + "/" + BEFORE + before;
                    case OfDay day -> day.folder();
                    case OfPerspective(OfDay day, String id) -> day.folder() + perspectiveSegment(id) + "/";
                    case Search _ -> "search/";
                    case About _ -> "about/";
                };
    }

    /// The path of a file in the page's folder, such as a feed or a picture.
    default String file(String name) {
        return path() + name;
    }

    /// The list of topics.
    record Home(String language) implements SiteAddress {}

    /// The newest digests of a topic.
    record OfTopic(String language, String topic) implements SiteAddress {}

    /// The digests of a topic on the last days before that one.
    record Earlier(OfTopic topic, LocalDate before) implements SiteAddress {
        @Override
        public String language() {
            return topic.language();
        }
    }

    /// The page of a digest, whose edition may be empty.
    record OfDay(String language, String topic, LocalDate day, String edition) implements SiteAddress {

        /// The address of a digest. In the topic's main language it has no language.
        public static OfDay of(DigestKey key, boolean isMain) {
            return new OfDay(isMain ? "" : key.language(), key.topic(), key.day(), key.edition());
        }

        private String folder() {
            return PathSegment.ofTopic(topic) + "/" + daySegment(day, edition) + "/";
        }
    }

    /// A perspective of a digest, by its id.
    record OfPerspective(OfDay day, String perspective) implements SiteAddress {
        @Override
        public String language() {
            return day.language();
        }
    }

    /// The search page in one of the bot's languages, which is always part of the path.
    record Search(String language) implements SiteAddress {}

    /// A page about the site in one of the bot's languages, as for [Search]. All pages link to it,
    /// and the sitemap has it.
    sealed interface OfSite extends SiteAddress {

        /// The key of the link's text.
        String label();

        static Stream<OfSite> in(String language) {
            return Stream.of(new About(language));
        }
    }

    record About(String language) implements OfSite {
        @Override
        public String label() {
            return "site-about";
        }
    }

    static String languageSegment(String tag) {
        return PathSegment.of(tag.replace('_', '-').toLowerCase(Locale.ROOT));
    }

    static String topicSegment(String topic) {
        return PathSegment.ofTopic(topic);
    }

    /// The segment of a perspective. Ids are unique ignoring case.
    static String perspectiveSegment(String id) {
        return PathSegment.of(id.toLowerCase(Locale.ROOT));
    }

    static String daySegment(LocalDate day, String edition) {
        return day + (edition.isEmpty() ? "" : "-" + PathSegment.of(edition));
    }

    /// Writes an id as one segment of a path, which is also the name of a folder in a copy of the
    /// site.
    ///
    /// A segment has only letters, digits, `-`, `_` and `~` of ASCII, so that no server, proxy or
    /// file system changes it, and it never names a parent folder. Every other byte is written as
    /// `~` and two hexadecimal digits. Segments are never decoded, only compared with the segments
    /// of known ids.
    static final class PathSegment {

        private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

        /// The maximum length. The end of a longer segment is replaced by a hash.
        private static final int MAX_LENGTH = 150;

        private static final int HASH_LENGTH = 24;

        private PathSegment() {}

        /// The segment does not look like a day.
        static String ofTopic(String id) {
            String segment = of(id);
            return DATE.matcher(segment).matches() ? escape(segment.charAt(0)) + segment.substring(1) : segment;
        }

        static String of(String id) {
            var segment = new StringBuilder();
            for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
                char character = (char) (each & 0xff);
                segment.append(isPlain(character) ? String.valueOf(character) : escape(character));
            }
            return segment.length() <= MAX_LENGTH
                    ? segment.toString()
                    : segment.substring(0, MAX_LENGTH) + "~~"
                            + ContentHash.of(id).hex().substring(0, HASH_LENGTH);
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
    }
}
