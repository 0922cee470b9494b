package digestbot.site;

import digestbot.digest.DigestKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/// The address of a page, relative to the base address of the site. Addresses last for ever.
///
/// Each language other than a topic's main one has pages of its own below `/<language>/`; `language`
/// is then an IETF tag, otherwise it is empty.
public sealed interface SiteAddress {

    String language();

    /// The path of the folder that the page is the index of, without a slash at its beginning and
    /// with one at its end; empty for the home page.
    default String path() {
        String folder = language().isEmpty() ? "" : languageSegment(language()) + "/";
        return folder
                + switch (this) {
                    case Home _ -> "";
                    case OfTopic(String _, String topic) -> PathSegment.ofTopic(topic) + "/";
                    case OfMonth(String _, String topic, YearMonth month) ->
                        PathSegment.ofTopic(topic) + "/" + month + "/";
                    case OfDay day -> day.folder();
                    case OfPerspective(OfDay day, String id) -> day.folder() + perspectiveSegment(id) + "/";
                    case Search _ -> "search/";
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

    /// The digests of a topic in a month.
    record OfMonth(String language, String topic, YearMonth month) implements SiteAddress {}

    /// A digest.
    ///
    /// @param edition empty if it has none
    record OfDay(String language, String topic, LocalDate day, String edition) implements SiteAddress {

        /// The address of a digest.
        ///
        /// @param isMain true if it is the digest in the topic's main language
        public static OfDay of(DigestKey key, boolean isMain) {
            return new OfDay(isMain ? "" : key.language(), key.topic(), key.day(), key.edition());
        }

        private String folder() {
            return PathSegment.ofTopic(topic) + "/" + daySegment(day, edition) + "/";
        }
    }

    /// One perspective of a digest.
    ///
    /// @param perspective its id
    record OfPerspective(OfDay day, String perspective) implements SiteAddress {
        @Override
        public String language() {
            return day.language();
        }
    }

    /// The search page in one of the bot's own languages, which is always part of the path.
    record Search(String language) implements SiteAddress {}

    /// The segment of a language, in lower case.
    static String languageSegment(String tag) {
        return PathSegment.of(tag.replace('_', '-').toLowerCase(Locale.ROOT));
    }

    /// The segment of a topic.
    static String topicSegment(String topic) {
        return PathSegment.ofTopic(topic);
    }

    /// The segment of a perspective, in lower case, as ids are unique ignoring case.
    static String perspectiveSegment(String id) {
        return PathSegment.of(id.toLowerCase(Locale.ROOT));
    }

    /// The segment of a day, or of an edition of it.
    static String daySegment(LocalDate day, String edition) {
        return day + (edition.isEmpty() ? "" : "-" + PathSegment.of(edition));
    }
}
