package digestbot.site.feed;

import digestbot.site.SiteAddress;

/// What a feed is about. Its addresses last for ever: those of the page that shows the same, plus the
/// file name of the format.
///
/// `language` is empty for the main language of each topic, as in [SiteAddress].
public sealed interface FeedAddress {

    String language();

    /// The page that shows the same.
    SiteAddress page();

    /// The path of the folder of the feed's files, relative to the base address.
    default String folder() {
        return page().path();
    }

    /// The path of the feed, relative to the base address.
    default String path(FeedFormat format) {
        return folder() + format.fileName();
    }

    /// The digests of all topics.
    record OfSite(String language) implements FeedAddress {
        @Override
        public SiteAddress page() {
            return new SiteAddress.Home(language);
        }
    }

    /// The digests of a topic.
    record OfTopic(String language, String topic) implements FeedAddress {
        @Override
        public SiteAddress page() {
            return new SiteAddress.OfTopic(language, topic);
        }
    }

    /// One perspective of the digests of a topic.
    ///
    /// @param perspective its id
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
}
