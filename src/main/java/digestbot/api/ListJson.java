package digestbot.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.PublicDigests.DigestPage;
import digestbot.api.PublicDigests.PublicSummary;
import digestbot.api.PublicDigests.PublicTopic;
import digestbot.api.PublicSearch.PublicHit;
import digestbot.api.PublicSearch.PublicHits;
import digestbot.digest.Digest;
import digestbot.library.archive.DigestSummary;
import digestbot.site.SiteAddress;
import java.util.List;
import java.util.Optional;

/// Lists of topics, of digests and of what a search found as JSON.
public final class ListJson {

    private ListJson() {}

    /// The topics.
    public static ObjectNode topics(List<PublicTopic> topics, PageAddresses pages) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("topics");
        for (PublicTopic topic : topics) {
            ObjectNode each = all.addObject()
                    .put("id", topic.id())
                    .put("name", topic.name())
                    .put("latest", topic.latest().toString());
            ArrayNode languages = each.putArray("languages");
            topic.languages().forEach(languages::add);
            pages.of(new SiteAddress.OfTopic("", topic.id())).ifPresent(address -> each.put("url", address));
        }
        return json;
    }

    /// A page of digests without their texts, and the cursor of the next one.
    public static ObjectNode digests(DigestPage page, PageAddresses pages) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("digests");
        for (PublicSummary summary : page.digests()) {
            DigestSummary digest = summary.digest();
            ObjectNode each = DigestJson.key(
                            digest.key(), summary.topicName(), digest.title(), pages.of(summary.address()))
                    .put("revision", digest.revision())
                    .put("published", digest.publishedAt().toString());
            digest.correctedAt().ifPresent(at -> each.put("corrected", at.toString()));
            all.add(each);
        }
        page.next().ifPresent(place -> json.put("next", ApiParameters.cursor(place)));
        return json;
    }

    /// What a search found.
    public static ObjectNode hits(PublicHits found, PageAddresses pages) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", found.total());
        ArrayNode all = json.putArray("hits");
        found.hits().forEach(hit -> all.add(hit(hit, pages)));
        return json;
    }

    private static ObjectNode hit(PublicHit hit, PageAddresses pages) {
        Digest digest = hit.digest();
        Optional<String> ofPerspective = hit.perspective().flatMap(said -> pages.of(hit.address(), said));
        ObjectNode json = DigestJson.key(
                digest.key(), digest.topic().name(), digest.title(), ofPerspective.or(() -> pages.of(hit.address())));
        json.put("text", hit.text());
        hit.perspective().ifPresent(said -> json.set("perspective", DigestJson.named(said, ofPerspective)));
        return json;
    }
}
