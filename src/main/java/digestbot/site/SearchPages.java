package digestbot.site;

import static j2html.TagCreator.a;
import static j2html.TagCreator.article;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.mark;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SitePhrase;
import digestbot.i18n.Texts;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteSearch.SiteHit;
import digestbot.site.SiteSearch.SiteHits;
import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The search page, in each of the bot's own languages. Pure.
public final class SearchPages {

    /// The name of the parameter with the words.
    public static final String WORDS = "q";

    /// The name of the parameter with the number of the page.
    public static final String PAGE = "page";

    /// The maximum length of the typed words, in UTF-16 units.
    public static final int MAX_TYPED = 200;

    private final SiteLayout layout;

    public SearchPages(SiteLayout layout) {
        this.layout = layout;
    }

    /// The page without results.
    ///
    /// @param language one of the bot's own languages
    public String empty(String language) {
        return page(language, List.of(search(language, "")));
    }

    /// The page with results.
    ///
    /// @param words the typed words
    public String results(String language, String words, SiteHits found) {
        Texts texts = Texts.of(language);
        List<DomContent> parts = new ArrayList<>();
        parts.add(search(language, words));
        parts.add(status(
                found.hits().isEmpty()
                        ? texts.format(DigestPhrase.FOUND_NOTHING)
                        : texts.format(DigestPhrase.FOUND_DIGESTS, found.total())));
        parts.add(div(each(found.hits(), this::hit)));
        if (found.hasMore()) {
            String next = "?%s=%s&%s=%d"
                    .formatted(WORDS, URLEncoder.encode(words, StandardCharsets.UTF_8), PAGE, found.page() + 1);
            parts.add(p(a(texts.format(SitePhrase.SEARCH_MORE)).withHref(next).withRel("next nofollow"))
                    .withClass("on"));
        }
        return page(language, parts);
    }

    /// The page when too many search at once.
    public String busy(String language, String words) {
        return page(
                language,
                List.of(search(language, words), status(Texts.of(language).format(SitePhrase.SEARCH_BUSY))));
    }

    private String page(String language, List<DomContent> content) {
        List<PageLanguage> languages = Texts.languages().stream()
                .map(each -> new PageLanguage(each, new SiteAddress.Search(each)))
                .toList();
        return layout.tool(language, Texts.of(language).format(SitePhrase.SEARCH), languages, content);
    }

    private DomContent search(String language, String words) {
        Texts texts = Texts.of(language);
        return div(
                        h1(texts.format(SitePhrase.SEARCH)),
                        form(
                                        label(texts.format(DigestPhrase.SEARCH_HINT))
                                                .withFor(WORDS),
                                        input().withType("search")
                                                .withId(WORDS)
                                                .withName(WORDS)
                                                .withValue(words)
                                                .attr("maxlength", MAX_TYPED)
                                                .attr("required")
                                                .attr("dir", "auto"),
                                        button(texts.format(DigestPhrase.SEARCH_BUTTON))
                                                .withType("submit"))
                                .withAction(layout.addresses().link(new SiteAddress.Search(language)))
                                .attr("role", "search"))
                .withClass("searching");
    }

    private static PTag status(String said) {
        return p(said).withClass("facts").attr("role", "status");
    }

    private DomContent hit(SiteHit hit) {
        String language = hit.digest().key().language();
        String title = EditionText.label(hit.digest());
        Optional<String> day = otherDay(hit, title);
        return article(
                        h2(a(title).withHref(layout.addresses().link(hit.address())))
                                .attr("dir", "auto"),
                        day.<DomContent>map(text -> p(span(text)).withClass("facts"))
                                .orElse(rawHtml("")),
                        p(
                                        hit.said()
                                                .<DomContent>map(SearchPages::said)
                                                .orElse(rawHtml("")),
                                        each(hit.passage(), SearchPages::piece))
                                .withClass("description")
                                .attr("dir", "auto"))
                .withClass("entry")
                .attr("lang", language)
                .attr("dir", WritingDirection.of(language).attribute());
    }

    private static Optional<String> otherDay(SiteHit hit, String title) {
        return Optional.of(EditionText.day(hit.digest())).filter(day -> !title.contains(day));
    }

    private static DomContent said(Perspective perspective) {
        return each(List.of(strong(perspective.name()).attr("dir", "auto"), text(": ")), part -> part);
    }

    private static DomContent piece(Piece piece) {
        return piece.marked() ? mark(piece.text()) : text(piece.text());
    }
}
