package digestbot.site;

import static j2html.TagCreator.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.content.Panel;
import digestbot.content.views.CorrectionLine;
import digestbot.content.views.DigestViews;
import digestbot.digest.Digest;
import digestbot.digest.Source;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Visibility;
import digestbot.site.PageHead.ArticleHead;
import digestbot.site.PageHead.PageImage;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteEdition.LanguageAddress;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The pages of a digest: all of it, and one perspective. Pure.
public record EditionPages(DigestViews views, SiteLayout layout) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_CITATIONS = 100;

    public static final String PICTURE = "card.png";

    public String day(SiteEdition edition) {
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        List<DomContent> parts = new ArrayList<>();
        parts.add(lead(edition, words));
        parts.addAll(panels(edition, words));
        parts.add(sources(words, words.sources()));
        return layout.page(
                head(edition, words, edition.address(), EditionText.label(edition.digest()), languages(edition)),
                List.of(
                        article(parts.toArray(DomContent[]::new)).withClass("edition"),
                        neighbours(edition, texts),
                        editions(edition, texts)));
    }

    private static DomContent sources(EditionText words, List<Block> list) {
        return section(h2(words.ownText("sources")).withClass("label"), BlockHtml.of(list, 3))
                .withClass("sources")
                .withId("sources");
    }

    private DomContent lead(SiteEdition edition, EditionText words) {
        Texts texts = words.texts();
        List<DomContent> parts = new ArrayList<>();
        parts.add(heading(edition, words));
        parts.addAll(corrections(edition, texts));
        ShareBar.of(words.shares(), texts).ifPresent(parts::add);
        if (Visibility.inBlocks(words.highlights())) {
            parts.add(section(
                            h2(words.ownText("site-highlights")).withClass("label"),
                            BlockHtml.of(words.highlights(), 3))
                    .withClass("highlights"));
        }
        return div(parts.toArray(DomContent[]::new)).withClass("lead");
    }

    public String perspective(SiteEdition edition, int ordinal) {
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        Panel panel = words.perspective(ordinal);
        SiteAddress.OfPerspective address = edition.perspective(ordinal);
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                path(
                        edition,
                        a(words.own(texts.day(edition.digest().key().day())))
                                .withHref(layout.addresses().link(edition.address()))),
                h1(EditionText.name(panel)).withClass("side").attr("dir", "auto"),
                words.facts(panel)));
        parts.addAll(corrections(edition, texts));
        parts.add(div(BlockHtml.of(panel.body(), 2)).withClasses("points", colour(panel)));
        if (!words.sources(ordinal).isEmpty()) {
            parts.add(sources(words, words.sources(ordinal)));
        }
        parts.add(p(a(words.ownText("whole-digest-button"))
                        .withHref(layout.addresses().link(edition.address())))
                .withClass("on"));
        String title =
                edition.digest().perspectives().get(ordinal).name() + " · " + EditionText.label(edition.digest());
        return layout.page(
                head(edition, words, address, title, perspectiveLanguages(edition, address)),
                List.of(
                        article(parts.toArray(DomContent[]::new)).withClasses("edition", "alone"),
                        perspectives(edition, words, ordinal)));
    }

    private PageHead head(
            SiteEdition edition, EditionText words, SiteAddress address, String title, List<PageLanguage> languages) {
        String description = words.description();
        var picture = new PageImage(edition.address().file(PICTURE), words.pictureText());
        return new PageHead(
                title,
                description,
                edition.digest().key().language(),
                address,
                languages,
                Optional.of(new ArticleHead(
                        edition.publishedAt(),
                        edition.updatedAt(),
                        picture,
                        structuredData(edition, address, title, description, picture.path(), layout))));
    }

    private static List<PageLanguage> languages(SiteEdition edition) {
        return edition.languages().size() < 2
                ? List.of()
                : edition.languages().stream()
                        .map(each -> new PageLanguage(each.language(), each.address()))
                        .toList();
    }

    /// The other languages are reached from the whole digest, as their perspectives may differ.
    private static List<PageLanguage> perspectiveLanguages(SiteEdition edition, SiteAddress.OfPerspective address) {
        return edition.languages().stream()
                .filter(each -> each.digest() == edition.number())
                .map(LanguageAddress::language)
                .map(language -> new PageLanguage(language, address))
                .toList();
    }

    private DomContent heading(SiteEdition edition, EditionText words) {
        Digest digest = edition.digest();
        Texts texts = words.texts();
        String day = texts.day(digest.key().day());
        String title = words.title();
        List<DomContent> facts = new ArrayList<>();
        if (!title.equals(day)) {
            facts.add(span(day));
        }
        if (!digest.key().edition().isBlank()) {
            facts.add(span(digest.key().edition()).attr("dir", "auto"));
        }
        if (!words.counts().isEmpty()) {
            facts.add(span(words.counts()));
        }
        facts.add(span(texts.format("site-published", EditionText.momentText(edition.publishedAt(), texts))));
        return header(path(edition, rawHtml("")), h1(title).attr("dir", "auto"), words.facts(facts));
    }

    private DomContent path(SiteEdition edition, DomContent then) {
        Digest digest = edition.digest();
        var topic = new SiteAddress.OfTopic(
                edition.address().language(), digest.topic().id());
        return p(a(digest.topic().name()).withHref(layout.addresses().link(topic)), then)
                .withClass("path");
    }

    private List<DomContent> corrections(SiteEdition edition, Texts texts) {
        if (edition.corrections().isEmpty()) {
            return List.of();
        }
        return List.of(aside(
                        h2(texts.format("site-corrections")).withClass("label"),
                        ul(each(
                                edition.corrections(),
                                each -> li(
                                        EditionText.moment(each.at(), texts),
                                        text(": "),
                                        span(CorrectionLine.changes(each.changes(), texts))
                                                .attr("dir", "auto")))))
                .withClass("corrections"));
    }

    /// The panels of the overview; perspectives that follow each other are side by side where they
    /// fit.
    private List<DomContent> panels(SiteEdition edition, EditionText words) {
        List<DomContent> parts = new ArrayList<>();
        List<DomContent> row = new ArrayList<>();
        var ordinals = words.perspectives().iterator();
        for (Panel panel : words.panels()) {
            if (panel.style() == Panel.PanelStyle.PERSPECTIVE && ordinals.hasNext()) {
                row.add(perspective(edition, words, ordinals.next()));
            } else {
                endRow(row, parts);
                parts.add(section(h2(panel.title()).attr("dir", "auto"), BlockHtml.of(panel.body(), 3))
                        .withClass("other"));
            }
        }
        endRow(row, parts);
        return parts;
    }

    private static void endRow(List<DomContent> row, List<DomContent> parts) {
        if (!row.isEmpty()) {
            parts.add(div(row.toArray(DomContent[]::new)).withClass("sides"));
            row.clear();
        }
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

    private static String colour(Panel panel) {
        return panel.colour().isPresent() ? SiteAsset.colourClass(panel.colour().getAsInt()) : "plain";
    }

    private DomContent perspectives(SiteEdition edition, EditionText words, int current) {
        List<Integer> others = IntStream.range(
                        0, edition.digest().perspectives().size())
                .filter(ordinal -> ordinal != current)
                .boxed()
                .toList();
        if (others.isEmpty()) {
            return rawHtml("");
        }
        return nav(ul(each(
                        others,
                        ordinal -> li(a(EditionText.name(words.perspective(ordinal)))
                                .withHref(layout.addresses().link(edition.perspective(ordinal)))))))
                .withClass("chips")
                .attr("aria-label", words.texts().format("site-perspectives"));
    }

    private DomContent neighbours(SiteEdition edition, Texts texts) {
        List<DomContent> links = new ArrayList<>();
        edition.earlier().ifPresent(day -> links.add(neighbour(day, "prev", "site-earlier", texts)));
        edition.later().ifPresent(day -> links.add(neighbour(day, "next", "site-later", texts)));
        return links.isEmpty()
                ? rawHtml("")
                : nav(each(links, link -> link)).withClass("neighbours").attr("aria-label", texts.format("site-days"));
    }

    private DomContent neighbour(SiteAddress.OfDay day, String relation, String label, Texts texts) {
        return a(span(texts.format(label)).withClass("label"), span(texts.day(day.day())))
                .withHref(layout.addresses().link(day))
                .withRel(relation);
    }

    private DomContent editions(SiteEdition edition, Texts texts) {
        return edition.editions().isEmpty()
                ? rawHtml("")
                : nav(
                                h2(texts.format("site-editions")).withClass("label"),
                                ul(each(
                                        edition.editions(),
                                        each -> li(a(each.edition().isEmpty() ? texts.day(each.day()) : each.edition())
                                                .withHref(layout.addresses().link(each))))))
                        .withClass("chips")
                        .attr("aria-label", texts.format("site-editions"));
    }

    /// A JSON-LD document; the description may be empty.
    private static String structuredData(
            SiteEdition edition,
            SiteAddress address,
            String headline,
            String description,
            String picture,
            SiteLayout layout) {
        ObjectNode article = JSON.createObjectNode()
                .put("@context", "https://schema.org")
                .put("@type", "NewsArticle")
                .put("headline", headline)
                .put("datePublished", edition.publishedAt().toString())
                .put("dateModified", edition.updatedAt().toString())
                .put("inLanguage", edition.digest().key().language())
                .put("articleSection", edition.digest().topic().name())
                .put("url", layout.addresses().absolute(address))
                .put("mainEntityOfPage", layout.addresses().absolute(address))
                .put("isAccessibleForFree", true)
                .put("image", layout.addresses().absolute(picture));
        if (!description.isEmpty()) {
            article.put("description", description);
        }
        String home = layout.addresses().absolute(new SiteAddress.Home(""));
        for (String role : new String[] {"publisher", "author"}) {
            article.putObject(role)
                    .put("@type", "Organization")
                    .put("name", layout.siteName())
                    .put("url", home);
        }
        addCitations(article, edition);
        addCorrections(article, edition);
        return withoutMarkup(article);
    }

    private static void addCitations(ObjectNode article, SiteEdition edition) {
        ArrayNode citations = JSON.createArrayNode();
        edition.digest().sources().stream()
                .filter(source -> source.link().isPresent())
                .limit(MAX_CITATIONS)
                .forEach(source -> citations.add(citation(source)));
        if (!citations.isEmpty()) {
            article.set("citation", citations);
        }
    }

    private static ObjectNode citation(Source source) {
        ObjectNode citation = JSON.createObjectNode().put("@type", "NewsArticle");
        if (!source.title().isBlank()) {
            citation.put("headline", source.title());
        }
        source.link().ifPresent(link -> citation.put("url", link.url()));
        if (!source.outlet().isBlank()) {
            citation.putObject("publisher").put("@type", "Organization").put("name", source.outlet());
        }
        return citation;
    }

    private static void addCorrections(ObjectNode article, SiteEdition edition) {
        Texts texts = Texts.of(edition.digest().key().language());
        if (!edition.corrections().isEmpty()) {
            ArrayNode corrections = article.putArray("correction");
            edition.corrections()
                    .forEach(each -> corrections
                            .addObject()
                            .put("@type", "CorrectionComment")
                            .put("text", CorrectionLine.changes(each.changes(), texts))
                            .put("datePublished", each.at().toString()));
        }
    }

    private static String withoutMarkup(ObjectNode document) {
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
