package digestbot.site;

import digestbot.site.PageHead.HeadLink;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The subject of a feed: the site, a topic, or a perspective of a topic. Its addresses last for
/// ever: those of the page that shows the same, plus the file name of the format.
///
/// @param language empty for the main language of each topic, as in [SiteAddress]
/// @param perspective empty if there is no topic
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

    private static FeedAddress ofTopic(String language, String topic) {
        return new FeedAddress(language, Optional.of(topic), Optional.empty());
    }

    /// The feeds of the page, in each format; none if it shows no digests of its own.
    public static List<HeadLink> links(SiteAddress page) {
        return switch (page) {
            case SiteAddress.Home(String language) ->
                links(new FeedAddress(language, Optional.empty(), Optional.empty()));
            case SiteAddress.OfTopic(String language, String topic) -> links(ofTopic(language, topic));
            case SiteAddress.OfMonth month -> links(ofTopic(month.language(), month.topic()));
            case SiteAddress.OfDay day -> links(ofTopic(day.language(), day.topic()));
            case SiteAddress.OfPerspective perspective ->
                links(new FeedAddress(
                        perspective.language(),
                        Optional.of(perspective.day().topic()),
                        Optional.of(perspective.perspective())));
            case SiteAddress.Search _ -> List.of();
        };
    }

    private static List<HeadLink> links(FeedAddress feed) {
        return Stream.of(FeedFormat.values())
                .map(format -> new HeadLink(format.mediaType(), format.title(), feed.path(format)))
                .toList();
    }
}
