package digestbot.site;

import static j2html.TagCreator.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.content.Panel;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.LeadPanel;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Section;
import digestbot.digest.story.Comparison;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Visibility;
import digestbot.site.PageHead.ArticleHead;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteLibrary.DigestLink;
import digestbot.site.SiteLibrary.LinkedDigests;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pages of a digest: all of it, and one perspective. Pure.
public record EditionPages(DigestContentBuilder views, SiteLayout layout) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int NONE = -1;
    private static final String IPTC = "https://cv.iptc.org/newscodes/digitalsourcetype/";

    private static final Pattern LINK = Pattern.compile("<a href=\"https?://(?:www\\.)?([^/?#\"]+)[^\"]*\"");

    public static final String PICTURE = "card.png";

    public String day(SiteEdition edition, LinkedDigests leads) {
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        List<DomContent> parts = new ArrayList<>();
        parts.add(heading(edition, words));
        parts.addAll(corrections(edition, texts));
        parts.add(lead(edition, words));
        parts.addAll(others(words.others(true)));
        Comparison comparison = words.comparison();
        parts.addAll(others(comparison.sections()));
        parts.add(CompareSection.of(words, comparison, leads.stories(), edition.address(), layout.addresses()));
        parts.add(comparison.rows().isEmpty() ? perspectives(edition, words) : perspectives(edition, words, NONE));
        parts.addAll(others(words.others(false)));
        if (!words.sources().isEmpty()) {
            parts.add(sources(words, words.sources()));
        }
        String label = EditionText.label(edition.digest());
        return layout.page(
                head(
                        edition,
                        words,
                        edition.address(),
                        label,
                        edition.languages().size() < 2 ? List.of() : edition.languages()),
                List.of(
                        article().with(parts).withClass("edition"),
                        also(leads, words),
                        neighbours(leads, texts),
                        editions(edition, texts),
                        layout.share(edition.address(), label, texts)));
    }

    /// The sources, folded on phones. Each link has its host, which print shows.
    private static DomContent sources(EditionText words, List<Block> list) {
        String items = LINK.matcher(BlockHtml.of(list, 3).render()).replaceAll("$0 data-host=\"$1\"");
        return section(
                        h2(words.ownText("sources")),
                        details(summary(words.ownText("articles", BulletPoints.countItems(list))), rawHtml(items)))
                .withClass("sources")
                .withId("sources");
    }

    private DomContent heading(SiteEdition edition, EditionText words) {
        Digest digest = edition.digest();
        DigestKey key = digest.key();
        List<DomContent> after = new ArrayList<>();
        after.add(words.own(words.texts().day(key.day())));
        if (!key.edition().isBlank()) {
            after.add(span(key.edition()).attr("dir", "auto"));
        }
        List<DomContent> facts = new ArrayList<>();
        if (!words.counts().isEmpty()) {
            facts.add(span(words.counts()));
        }
        if (!LocalDate.ofInstant(edition.publishedAt(), ZoneOffset.UTC).equals(key.day())) {
            facts.add(span(words.texts()
                    .format("site-published", EditionText.momentText(edition.publishedAt(), words.texts()))));
        }
        return header(
                path(edition, after),
                h1(words.headline()).attr("dir", "auto"),
                div(words.shares(), words.facts(facts)).withClass("numbers"));
    }

    private DomContent lead(SiteEdition edition, EditionText words) {
        List<DomContent> parts = new ArrayList<>();
        if (Visibility.inBlocks(words.highlights())) {
            parts.add(section(
                            h2(words.ownText("site-highlights")).withClass("unseen"),
                            BlockHtml.of(words.linkedHighlights(), 3))
                    .withClass("highlights"));
        }
        parts.add(layout.getDaily(edition.address(), words.texts()));
        return div().with(parts).withClass("lead");
    }

    public String perspective(SiteEdition edition, int ordinal) {
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        Panel panel = words.perspective(ordinal);
        SiteAddress.OfPerspective address = edition.perspective(ordinal);
        String whole = layout.addresses().link(edition.address());
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                path(
                        edition,
                        List.of(a(words.own(texts.day(edition.digest().key().day())))
                                .withHref(whole))),
                h1(words.headline()).attr("dir", "auto")));
        parts.addAll(corrections(edition, texts));
        parts.add(section(
                        h2(EditionText.name(panel)).attr("dir", "auto"),
                        words.facts(panel),
                        BlockHtml.of(panel.body(), 3))
                .withClasses("points", colour(panel)));
        if (!words.sources(ordinal).isEmpty()) {
            parts.add(sources(words, words.sources(ordinal)));
        }
        parts.add(p(a(words.ownText("whole-digest-button")).withHref(whole)).withClass("on"));
        parts.add(layout.getDaily(address, texts));
        // Other languages are linked only from the whole digest, because their perspectives may
        // differ.
        List<PageLanguage> languages =
                List.of(new PageLanguage(edition.digest().key().language(), address));
        String title = edition.digest().perspectives().get(ordinal).name() + ": " + EditionText.label(edition.digest());
        return layout.page(
                head(edition, words, address, title, languages),
                List.of(
                        article().with(parts).withClasses("edition", "alone"),
                        perspectives(edition, words, ordinal),
                        layout.share(address, title, texts)));
    }

    private PageHead head(
            SiteEdition edition, EditionText words, SiteAddress address, String title, List<PageLanguage> languages) {
        String picture = edition.address().file(PICTURE);
        return new PageHead(
                title,
                words.description(),
                edition.digest().key().language(),
                address,
                languages,
                Optional.of(new ArticleHead(
                        edition.publishedAt(),
                        edition.updatedAt(),
                        picture,
                        EditionText.label(edition.digest()),
                        structuredData(edition, address, title, picture))));
    }

    private DomContent path(SiteEdition edition, List<DomContent> then) {
        Digest digest = edition.digest();
        var topic = new SiteAddress.OfTopic(
                edition.address().language(), digest.topic().id());
        return p(
                        a(digest.topic().name())
                                .withHref(layout.addresses().link(topic))
                                .withClass("topic")
                                .attr("dir", "auto"),
                        each(then, each -> each))
                .withClass("path");
    }

    private List<DomContent> corrections(SiteEdition edition, Texts texts) {
        if (edition.corrections().isEmpty()) {
            return List.of();
        }
        return List.of(section(
                        h2(texts.format("site-corrections")).withClass("label"),
                        ul(each(
                                edition.corrections(),
                                each -> li(
                                        EditionText.moment(each.at(), texts),
                                        text(": "),
                                        span(LeadPanel.changes(each.changes(), texts))
                                                .attr("dir", "auto")))))
                .withClass("corrections"));
    }

    private static List<DomContent> others(List<Section.OtherSection> sections) {
        return sections.stream()
                .<DomContent>map(
                        other -> section(h2(other.heading()).attr("dir", "auto"), BlockHtml.of(other.blocks(), 3))
                                .withClass("other"))
                .toList();
    }

    /// Side by side where they fit.
    private DomContent perspectives(SiteEdition edition, EditionText words) {
        return div(each(words.perspectives(), ordinal -> perspective(edition, words, ordinal)))
                .withClass("sides");
    }

    private DomContent perspective(SiteEdition edition, EditionText words, int ordinal) {
        Panel panel = words.perspective(ordinal);
        return section(
                        header(
                                h2(a(EditionText.name(panel))
                                                .withHref(layout.addresses().link(edition.perspective(ordinal))))
                                        .attr("dir", "auto"),
                                words.facts(panel)),
                        BlockHtml.of(panel.body(), 3))
                .withClasses("perspective", colour(panel));
    }

    static String colour(Panel panel) {
        return panel.colour().isPresent() ? SiteAsset.colourClass(panel.colour().getAsInt()) : "plain";
    }

    private DomContent perspectives(SiteEdition edition, EditionText words, int current) {
        List<Integer> others = words.perspectives().stream()
                .filter(ordinal -> ordinal != current)
                .toList();
        return each(iff(
                !others.isEmpty(),
                nav(
                                h2(words.ownText("site-perspectives")).withClass("label"),
                                ul(each(
                                        others,
                                        ordinal -> li(a(EditionText.name(words.perspective(ordinal)))
                                                .withHref(layout.addresses().link(edition.perspective(ordinal)))))))
                        .withClass("chips")
                        .attr("aria-label", words.texts().format("site-perspectives"))));
    }

    private DomContent also(LinkedDigests leads, EditionText words) {
        return each(iff(
                !leads.also().isEmpty(),
                section(
                                h2(words.ownText("site-also-today")),
                                ul(each(
                                        leads.also(),
                                        other -> li(
                                                span(other.topic())
                                                        .withClass("label")
                                                        .attr("dir", "auto"),
                                                a(other.headline())
                                                        .withHref(layout.addresses()
                                                                .link(other.address()))
                                                        .attr("dir", "auto")))))
                        .withClass("also")));
    }

    private DomContent neighbours(LinkedDigests leads, Texts texts) {
        List<DomContent> links = new ArrayList<>();
        leads.earlier().ifPresent(day -> links.add(neighbour(day, "prev", "site-earlier", texts)));
        leads.later().ifPresent(day -> links.add(neighbour(day, "next", "site-later", texts)));
        return each(iff(
                !links.isEmpty(),
                nav().with(links).withClass("neighbours").attr("aria-label", texts.format("site-days"))));
    }

    private DomContent neighbour(DigestLink day, String relation, String label, Texts texts) {
        return a(
                        span(texts.format(label) + " · " + EditionText.day(day.key()))
                                .withClass("label"),
                        span(day.headline()).attr("dir", "auto"))
                .withHref(layout.addresses().link(day.address()))
                .withRel(relation);
    }

    private DomContent editions(SiteEdition edition, Texts texts) {
        return each(iff(
                !edition.editions().isEmpty(),
                nav(
                                h2(texts.format("site-editions")).withClass("label"),
                                ul(each(
                                        edition.editions(),
                                        each -> li(a(each.edition().isEmpty() ? texts.day(each.day()) : each.edition())
                                                .withHref(layout.addresses().link(each))))))
                        .withClass("chips")
                        .attr("aria-label", texts.format("site-editions"))));
    }

    /// A digest for search engines, a JSON-LD document.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record NewsArticle(
            @JsonProperty("@context") String context,
            @JsonProperty("@type") String type,
            String headline,
            String datePublished,
            String dateModified,
            String inLanguage,
            String articleSection,
            String url,
            boolean isAccessibleForFree,
            String image,
            Organization publisher,
            Organization author,
            List<CorrectionComment> correction,
            String digitalSourceType) {}

    private record Organization(@JsonProperty("@type") String type, String name, String url) {}

    private record CorrectionComment(@JsonProperty("@type") String type, String text, String datePublished) {}

    private String structuredData(SiteEdition edition, SiteAddress address, String headline, String picture) {
        Texts texts = Texts.of(edition.digest().key().language());
        SiteAddressFormat addresses = layout.addresses();
        var site = new Organization("Organization", layout.siteName(), addresses.absolute(new SiteAddress.Home("")));
        return withoutMarkup(new NewsArticle(
                "https://schema.org",
                "NewsArticle",
                headline,
                edition.publishedAt().toString(),
                edition.updatedAt().toString(),
                edition.digest().key().language(),
                edition.digest().topic().name(),
                addresses.absolute(address),
                true,
                addresses.absolute(picture),
                site,
                site,
                edition.corrections().stream()
                        .map(each -> new CorrectionComment(
                                "CorrectionComment",
                                LeadPanel.changes(each.changes(), texts),
                                each.at().toString()))
                        .toList(),
                sourceType(edition.digest())));
    }

    private static String sourceType(Digest digest) {
        String made =
                digest.reviewedAt().isPresent() ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
        return digest.model().map(_ -> IPTC + made).orElse("");
    }

    private static String withoutMarkup(NewsArticle document) {
        try {
            return JSON.writeValueAsString(document)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
