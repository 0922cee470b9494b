package digestbot.site.feed;

import digestbot.site.PageHead.HeadLink;
import digestbot.site.SiteAddress;
import java.util.List;
import java.util.stream.Stream;

/// The subject of a feed. Its addresses last for ever: those of the page that shows the same, plus
/// the file name of the format.
///
/// `language` is empty for the main language of each topic, as in [SiteAddress].
public sealed interface FeedAddress {

    String language();

    SiteAddress page();

    /// The path of the folder of the feed's files, relative to the base address.
    default String folder() {
        return page().path();
    }

    default String path(FeedFormat format) {
        return folder() + format.fileName();
    }

    record OfSite(String language) implements FeedAddress {
        @Override
        public SiteAddress page() {
            return new SiteAddress.Home(language);
        }
    }

    record OfTopic(String language, String topic) implements FeedAddress {
        @Override
        public SiteAddress page() {
            return new SiteAddress.OfTopic(language, topic);
        }
    }

    record OfPerspective(String language, String topic, String perspective) implements FeedAddress {
        @Override
        public SiteAddress page() {
            return new SiteAddress.OfTopic(language, topic);
        }

        @Override
        public String folder() {
            return page().path() + SiteAddress.perspectiveSegment(perspective) + "/";
        }
    }

    /// The feeds of the page, in each format; none if it shows no digests of its own.
    static List<HeadLink> links(SiteAddress page) {
        return switch (page) {
            case SiteAddress.Home(String language) -> links(new FeedAddress.OfSite(language));
            case SiteAddress.OfTopic(String language, String topic) -> links(new FeedAddress.OfTopic(language, topic));
            case SiteAddress.OfMonth month -> links(new FeedAddress.OfTopic(month.language(), month.topic()));
            case SiteAddress.OfDay day -> links(new FeedAddress.OfTopic(day.language(), day.topic()));
            case SiteAddress.OfPerspective perspective ->
                links(new FeedAddress.OfPerspective(
                        perspective.language(), perspective.day().topic(), perspective.perspective()));
            case SiteAddress.Search _ -> List.of();
        };
    }

    private static List<HeadLink> links(FeedAddress feed) {
        return Stream.of(FeedFormat.values())
                .map(format -> new HeadLink(format.mediaType(), format.title(), feed.path(format)))
                .toList();
    }
}
