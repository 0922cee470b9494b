package digestbot.site.feed;

import digestbot.site.HeadLink;
import digestbot.site.SiteAddress;
import java.util.List;
import java.util.stream.Stream;

/// The links by which readers and their programs find the feeds of a page.
public final class FeedLinks {

    private FeedLinks() {}

    /// The feeds of the page, in each format; none if it shows no digests of its own.
    public static List<HeadLink> of(SiteAddress page) {
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
