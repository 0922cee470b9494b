package digestbot.site.feed;

import digestbot.site.HeadLink;
import digestbot.site.SiteAddress;
import java.util.List;
import java.util.stream.Stream;

/// The links by which readers and their programs find the feeds of a page.
public final class FeedLinks {

    private FeedLinks() {}

    /// The feeds of the page, in each format.
    public static List<HeadLink> of(SiteAddress page) {
        FeedAddress feed = switch (page) {
            case SiteAddress.Home(String language) -> new FeedAddress.OfSite(language);
            case SiteAddress.OfTopic(String language, String topic) -> new FeedAddress.OfTopic(language, topic);
            case SiteAddress.OfMonth month -> new FeedAddress.OfTopic(month.language(), month.topic());
            case SiteAddress.OfDay day -> new FeedAddress.OfTopic(day.language(), day.topic());
            case SiteAddress.OfPerspective perspective ->
                new FeedAddress.OfPerspective(
                        perspective.language(), perspective.day().topic(), perspective.perspective());
        };
        return Stream.of(FeedFormat.values())
                .map(format -> new HeadLink(format.mediaType(), format.title(), feed.path(format)))
                .toList();
    }
}
