package digestbot.site;

import java.util.Optional;

/// The subject of a feed: the site, a topic, or a perspective of a topic. Its addresses are
/// permanent. Each is the address of the page with the same content, followed by the format's file
/// name.
///
/// @param language empty for the main language of each topic, as in [SiteAddress]
/// @param perspective empty without a topic
public record FeedAddress(String language, Optional<String> topic, Optional<String> perspective) {

    SiteAddress page() {
        return topic.<SiteAddress>map(id -> new SiteAddress.OfTopic(language, id))
                .orElseGet(() -> new SiteAddress.Home(language));
    }

    /// The path of the folder of the feed's files, relative to the base address.
    String folder() {
        return page().path()
                + perspective
                        .map(id -> SiteAddress.perspectiveSegment(id) + "/")
                        .orElse("");
    }

    String path(FeedFormat format) {
        return folder() + format.fileName();
    }

    private static Optional<FeedAddress> ofTopic(String language, String topic) {
        return Optional.of(new FeedAddress(language, Optional.of(topic), Optional.empty()));
    }

    /// The feed of the page; empty if the page shows no digests.
    static Optional<FeedAddress> of(SiteAddress page) {
        return switch (page) {
            case SiteAddress.Home(String language) ->
                Optional.of(new FeedAddress(language, Optional.empty(), Optional.empty()));
            case SiteAddress.OfTopic(String language, String topic) -> ofTopic(language, topic);
            case SiteAddress.Earlier earlier -> of(earlier.topic());
            case SiteAddress.OfDay day -> ofTopic(day.language(), day.topic());
            case SiteAddress.OfPerspective perspective ->
                Optional.of(new FeedAddress(
                        perspective.language(),
                        Optional.of(perspective.day().topic()),
                        Optional.of(perspective.perspective())));
            case SiteAddress.Search _, SiteAddress.OfSite _ -> Optional.empty();
        };
    }
}
