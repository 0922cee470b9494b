package digestbot.site.server;

import digestbot.site.SiteAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The versions of pages. A page of a topic depends on that topic alone, and other pages depend on all.
final class PageVersions {

    static final PageVersions NONE = new PageVersions(Map.of());

    private final Map<String, Long> bySegment = new HashMap<>();
    private final long total;

    /// @param byTopic the versions of topics, by their ids
    PageVersions(Map<String, Long> byTopic) {
        byTopic.forEach((topic, version) -> bySegment.merge(SiteAddress.topicSegment(topic), version, Long::sum));
        total = byTopic.values().stream().mapToLong(version -> version).sum();
    }

    /// A number that is greater for newer versions.
    long total() {
        return total;
    }

    /// The version of the page with that path. The topic is its first segment, or its second one after a
    /// language. Where both are topics, either one counts.
    long of(String path) {
        int first = path.indexOf('/');
        if (first < 0) {
            return total;
        }
        int second = path.indexOf('/', first + 1);
        Optional<Long> one = Optional.ofNullable(bySegment.get(path.substring(0, first)));
        Optional<Long> other =
                second < 0 ? Optional.empty() : Optional.ofNullable(bySegment.get(path.substring(first + 1, second)));
        return one.isEmpty() && other.isEmpty() ? total : one.orElse(0L) + other.orElse(0L);
    }
}
