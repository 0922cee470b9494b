package digestbot.api;

import digestbot.api.PublicDigests.PublicTopic;
import digestbot.api.PublicSearch.PublicHit;
import digestbot.api.PublicSearch.PublicHits;
import digestbot.digest.Digest;
import digestbot.site.SiteAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lists of topics and of what a search found as plain text for an assistant.
public final class ListText {

    private ListText() {}

    /// The topics, one per line.
    public static String topics(List<PublicTopic> topics, PageAddresses pages) {
        return topics.isEmpty()
                ? "No digest is published yet."
                : topics.stream().map(topic -> topic(topic, pages)).collect(Collectors.joining("\n"));
    }

    private static String topic(PublicTopic topic, PageAddresses pages) {
        return "- %s: %s, latest digest of %s, in %s%s"
                .formatted(
                        topic.id(),
                        topic.name(),
                        topic.latest(),
                        String.join(", ", topic.languages()),
                        pages.of(new SiteAddress.OfTopic("", topic.id()))
                                .map(address -> ", " + address)
                                .orElse(""));
    }

    /// The hits, each with its citation.
    public static String hits(PublicHits found, PageAddresses pages) {
        return found.hits().isEmpty()
                ? "Nothing was found."
                : "%d of %d digests:\n\n".formatted(found.hits().size(), found.total())
                        + found.hits().stream().map(hit -> hit(hit, pages)).collect(Collectors.joining("\n\n"));
    }

    private static String hit(PublicHit hit, PageAddresses pages) {
        Digest digest = hit.digest();
        Optional<String> page =
                hit.perspective().flatMap(said -> pages.of(hit.address(), said)).or(() -> pages.of(hit.address()));
        return hit.text() + "\n"
                + DigestText.citation(digest.title(), digest.key().day().toString(), hit.perspective(), page)
                + "\nTopic: %s. Language: %s."
                        .formatted(digest.key().topic(), digest.key().language());
    }
}
