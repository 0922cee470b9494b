package digestbot.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.PublicDigests.DigestPage;
import digestbot.api.PublicDigests.PublicSummary;
import digestbot.api.PublicDigests.PublicTopic;
import digestbot.content.views.PerspectiveShare;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.library.archive.PublishedDigestStore.ListedCorrection;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.site.SiteAddress;
import digestbot.site.SiteEdition;
import digestbot.site.SiteLibrary.SiteHit;
import digestbot.site.SiteLibrary.SiteHits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Digests as JSON, with the members that docs/api.md lists. A member without a value is left out.
public final class DigestJson {

    /// Only the newest corrections are listed.
    public static final int MAX_CORRECTIONS = 20;

    private static final int PERCENT = 100;

    private DigestJson() {}

    public static ObjectNode of(PublicDigest shown, PageAddresses pages) {
        Digest digest = shown.digest();
        ObjectNode json = lead(shown, pages);
        json.set("highlights", BodyJson.of(digest.highlights()));
        ArrayNode perspectives = json.putArray("perspectives");
        for (int ordinal = 0; ordinal < digest.perspectives().size(); ordinal++) {
            perspectives.add(perspectiveOf(shown, ordinal, pages));
        }
        ArrayNode sections = json.putArray("sections");
        digest.sections().forEach(section -> {
            if (section instanceof Section.OtherSection other) {
                sections.addObject().put("heading", other.heading()).set("blocks", BodyJson.of(other.blocks()));
            }
        });
        json.set("sources", sources(digest, digest.sources()));
        return json;
    }

    public static ObjectNode perspective(PublicDigest shown, int ordinal, PageAddresses pages) {
        ObjectNode json = lead(shown, pages);
        json.set("perspective", perspectiveOf(shown, ordinal, pages));
        json.set("sources", sources(shown.digest(), shown.digest().sourcesFor(ordinal)));
        return json;
    }

    static ObjectNode key(DigestKey key, String topicName, String title, Optional<String> page) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("topic", key.topic())
                .put("topicName", topicName)
                .put("day", key.day().toString())
                .put("language", key.language())
                .put("edition", key.edition())
                .put("title", title);
        page.ifPresent(address -> json.put("url", address));
        return json;
    }

    private static ObjectNode lead(PublicDigest shown, PageAddresses pages) {
        SiteEdition edition = shown.edition();
        Digest digest = shown.digest();
        ObjectNode json = key(digest.key(), digest.topic().name(), digest.title(), pages.of(edition.address()))
                .put("revision", edition.revision())
                .put("published", edition.publishedAt().toString());
        digest.articleCount().ifPresent(count -> json.put("articles", count));
        ArrayNode corrections = json.putArray("corrections");
        edition.corrections().stream()
                .limit(MAX_CORRECTIONS)
                .forEach(correction -> corrections.add(correction(correction)));
        ArrayNode languages = json.putArray("languages");
        edition.languages().forEach(version -> {
            ObjectNode each = languages.addObject().put("language", version.language());
            pages.of(version.address()).ifPresent(address -> each.put("url", address));
        });
        return json;
    }

    private static ObjectNode correction(ListedCorrection correction) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("revision", correction.revision())
                .put("at", correction.at().toString());
        switch (correction.changes()) {
            case RevisionChanges.AuthorNote(String text) -> json.put("note", text);
            case RevisionChanges.DetectedChanges(List<RevisionChanges.ChangedPart> parts) -> {
                ArrayNode changed = json.putArray("changed");
                parts.forEach(part -> {
                    ObjectNode each =
                            changed.addObject().put("part", part.kind().name().toLowerCase(Locale.ROOT));
                    if (!part.name().isEmpty()) {
                        each.put("name", part.name());
                    }
                });
            }
        }
        return json;
    }

    private static ObjectNode perspectiveOf(PublicDigest shown, int ordinal, PageAddresses pages) {
        Digest digest = shown.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        ObjectNode json = named(perspective, pages.of(shown.edition().address(), perspective));
        articles(shown, ordinal).ifPresent(count -> json.put("articles", count));
        if (!shown.shares().isEmpty()) {
            json.put("percent", PerspectiveShare.divide(shown.shares(), PERCENT).get(ordinal));
        }
        json.set("blocks", BodyJson.of(digest.perspective(ordinal)));
        return json;
    }

    private static OptionalInt articles(PublicDigest shown, int ordinal) {
        return shown.shares().isEmpty()
                ? shown.digest().perspectives().get(ordinal).count()
                : OptionalInt.of(shown.shares().get(ordinal).articles());
    }

    static ObjectNode named(Perspective perspective, Optional<String> page) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", perspective.id())
                .put("name", perspective.name());
        page.ifPresent(address -> json.put("url", address));
        return json;
    }

    private static ArrayNode sources(Digest digest, List<Source> sources) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Source source : sources) {
            ObjectNode json = all.addObject().put("number", source.number()).put("title", source.title());
            source.link().ifPresent(link -> json.put("url", link.url()));
            if (!source.outlet().isEmpty()) {
                json.put("outlet", source.outlet());
            }
            if (!source.language().isEmpty()) {
                json.put("language", source.language());
            }
            source.date().ifPresent(day -> json.put("date", day.toString()));
            source.perspective()
                    .ifPresent(i ->
                            json.put("perspective", digest.perspectives().get(i).id()));
        }
        return all;
    }

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

    public static ObjectNode digests(DigestPage page, PageAddresses pages) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("digests");
        for (PublicSummary summary : page.digests()) {
            ListedDigest digest = summary.summary().listed();
            ObjectNode each = DigestJson.key(
                            digest.key(), summary.topicName(), digest.title(), pages.of(summary.address()))
                    .put("revision", digest.revision())
                    .put("published", digest.publishedAt().toString());
            summary.summary().correctedAt().ifPresent(at -> each.put("corrected", at.toString()));
            all.add(each);
        }
        page.next().ifPresent(place -> json.put("next", ApiParameters.cursor(place)));
        return json;
    }

    public static ObjectNode hits(SiteHits found, PageAddresses pages) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", found.total());
        ArrayNode all = json.putArray("hits");
        found.hits().forEach(hit -> all.add(hit(hit, pages)));
        return json;
    }

    private static ObjectNode hit(SiteHit hit, PageAddresses pages) {
        Digest digest = hit.digest();
        Optional<String> ofPerspective = hit.said().flatMap(said -> pages.of(hit.address(), said));
        ObjectNode json = DigestJson.key(
                digest.key(), digest.topic().name(), digest.title(), ofPerspective.or(() -> pages.of(hit.address())));
        json.put("text", PublicDigests.passage(hit.passage()));
        hit.said().ifPresent(said -> json.set("perspective", DigestJson.named(said, ofPerspective)));
        return json;
    }
}
