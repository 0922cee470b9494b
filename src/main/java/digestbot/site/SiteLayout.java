package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.i18n.Texts;
import digestbot.site.PageHead.ArticleHead;
import digestbot.site.PageHead.PageLanguage;
import j2html.tags.DomContent;
import j2html.tags.specialized.HtmlTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The frame of all pages: head, header and footer.
public record SiteLayout(SiteAddresses addresses, String siteName, SiteAsset styles, SiteAsset icon) {

    public String page(PageHead page, List<DomContent> content) {
        List<DomContent> tags =
                new ArrayList<>(common(page.title(), page.language().isEmpty()));
        tags.addAll(described(page));
        page.article().ifPresent(article -> tags.addAll(article(article)));
        Optional<FeedAddress> feed = FeedAddress.of(page.address());
        for (FeedFormat format : FeedFormat.values()) {
            feed.ifPresent(address -> tags.add(link().withRel("alternate")
                    .withType(format.mediaType())
                    .withTitle(format.title())
                    .withHref(addresses.link(address.path(format)))));
        }
        return document(
                page.language(), tags, page.languages(), content, feed, page.address() instanceof SiteAddress.Home);
    }

    /// A page with something to use, or that says why there is nothing to read. Search engines do
    /// not keep it.
    public String tool(String language, String heading, List<PageLanguage> languages, List<DomContent> content) {
        return document(language, common(heading, true), languages, content, Optional.empty(), false);
    }

    private String document(
            String language,
            List<DomContent> tags,
            List<PageLanguage> languages,
            List<DomContent> content,
            Optional<FeedAddress> feed,
            boolean isHome) {
        Texts texts = Texts.of(language);
        HtmlTag document = html(
                head().with(tags),
                body(
                                a(texts.format("site-skip"))
                                        .withHref("#content")
                                        .withClass("skip"),
                                header(
                                                siteLink(language, languages),
                                                searchLink(texts),
                                                languageLinks(language, languages, texts))
                                        .withClass("site"),
                                main().with(content).withId("content"),
                                WritingDirection.mark(
                                        footer(iff(feed, this::feedLinks), p(texts.format("site-nothing-stored")))
                                                .withClass("site"),
                                        texts.language()))
                        .withClass(isHome ? "home" : "page"));
        return "<!doctype html>\n" + WritingDirection.mark(document, language).render() + "\n";
    }

    /// Leads to the home page of the page's language, if it is one of several.
    private DomContent siteLink(String language, List<PageLanguage> languages) {
        String home = languages.stream()
                .filter(each -> each.language().equals(language) && !(each.address() instanceof SiteAddress.Search))
                .findFirst()
                .map(each -> each.address().language())
                .orElse("");
        return a(siteName)
                .withHref(addresses.link(new SiteAddress.Home(home)))
                .withClass("name")
                .attr("dir", "auto");
    }

    private DomContent searchLink(Texts texts) {
        var link = a(texts.format("site-search"))
                .withHref(addresses.link(new SiteAddress.Search(texts.language())))
                .withRel("search")
                .withClass("find");
        return WritingDirection.mark(link, texts.language());
    }

    private DomContent languageLinks(String language, List<PageLanguage> languages, Texts texts) {
        return iff(
                languages.size() > 1,
                nav(ul(each(
                                languages,
                                each -> li(languageLink(each, each.language().equals(language))))))
                        .withClass("languages")
                        .attr("aria-label", texts.format("site-languages")));
    }

    private DomContent languageLink(PageLanguage other, boolean isCurrent) {
        var link = a(Texts.ownName(other.language(), false))
                .withHref(addresses.link(other.address()))
                .attr("lang", other.language())
                .attr("hreflang", other.language());
        return isCurrent ? link.attr("aria-current", "page") : link;
    }

    private DomContent feedLinks(FeedAddress feed) {
        return p(each(
                        List.of(FeedFormat.values()),
                        format -> a(format.title())
                                .withHref(addresses.link(feed.path(format)))
                                .withType(format.mediaType())))
                .withClass("feeds");
    }

    private List<DomContent> common(String heading, boolean hidden) {
        String full = heading.isEmpty() || heading.equals(siteName) ? siteName : heading + " · " + siteName;
        List<DomContent> tags = new ArrayList<>(List.of(
                meta().withCharset("utf-8"),
                title(full),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                link().withRel("stylesheet").withHref(addresses.link(styles.path())),
                link().withRel("icon").withType("image/svg+xml").withHref(addresses.link(icon.path()))));
        if (hidden) {
            tags.add(meta().withName("robots").withContent("noindex"));
        }
        return tags;
    }

    private List<DomContent> described(PageHead page) {
        String canonical = addresses.absolute(page.address());
        List<DomContent> tags = new ArrayList<>();
        tags.add(link().withRel("canonical").withHref(canonical));
        page.languages()
                .forEach(each -> tags.add(link().withRel("alternate")
                        .attr("hreflang", each.language())
                        .withHref(addresses.absolute(each.address()))));
        page.languages().stream()
                .filter(each -> each.address().language().isEmpty())
                .findFirst()
                .ifPresent(each -> tags.add(link().withRel("alternate")
                        .attr("hreflang", "x-default")
                        .withHref(addresses.absolute(each.address()))));
        if (!page.description().isEmpty()) {
            tags.add(meta().withName("description").withContent(page.description()));
            tags.add(property("og:description", page.description()));
        }
        tags.add(property("og:title", page.title().isEmpty() ? siteName : page.title()));
        tags.add(property("og:url", canonical));
        tags.add(property("og:site_name", siteName));
        tags.add(property("og:locale", locale(page.language())));
        tags.add(property("og:type", page.article().isPresent() ? "article" : "website"));
        tags.add(meta().withName("twitter:card")
                .withContent(page.article().isPresent() ? "summary_large_image" : "summary"));
        return tags;
    }

    private List<DomContent> article(ArticleHead article) {
        String address = addresses.absolute(article.picture());
        return List.of(
                property("og:image", address),
                property("og:image:type", "image/png"),
                property("og:image:alt", article.pictureText()),
                meta().withName("twitter:image").withContent(address),
                meta().withName("twitter:image:alt").withContent(article.pictureText()),
                property("article:published_time", article.publishedAt().toString()),
                property("article:modified_time", article.updatedAt().toString()),
                rawHtml("<script type=\"application/ld+json\">" + article.structuredData() + "</script>"));
    }

    private static DomContent property(String name, String value) {
        return meta().attr("property", name).withContent(value);
    }

    private static String locale(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).toString();
    }
}
