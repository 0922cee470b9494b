package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.card.CardRenderer;
import digestbot.i18n.Texts;
import digestbot.site.PageHead.ArticleHead;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteLibrary.TopicLink;
import j2html.tags.DomContent;
import j2html.tags.specialized.HtmlTag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The frame of all pages: head, header and footer.
///
/// @param topics the topics in the header, and one more if there are more
public record SiteLayout(
        SiteAddressFormat addresses,
        String siteName,
        SiteAsset styles,
        SiteAsset icon,
        Supplier<SubscribeLinks> subscribe,
        List<TopicLink> topics) {

    private static final int MAX_TOPICS = SiteLibrary.MAX_LINKS;

    public SiteLayout with(List<TopicLink> others) {
        return new SiteLayout(addresses, siteName, styles, icon, subscribe, others);
    }

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
        return document(page.language(), tags, page.languages(), content, Optional.of(page.address()));
    }

    /// A page with a form, or a page that says why there is nothing to read. Search engines do not
    /// index it.
    public String tool(String language, String heading, List<PageLanguage> languages, List<DomContent> content) {
        return document(language, common(heading, true), languages, content, Optional.empty());
    }

    private String document(
            String language,
            List<DomContent> tags,
            List<PageLanguage> languages,
            List<DomContent> content,
            Optional<SiteAddress> address) {
        Texts texts = Texts.of(language);
        Optional<FeedAddress> feed = address.flatMap(FeedAddress::of);
        boolean isHome = address.filter(SiteAddress.Home.class::isInstance).isPresent();
        HtmlTag document = html(
                head().with(tags),
                body(
                                a(texts.format("site-skip"))
                                        .withHref("#content")
                                        .withClass("skip"),
                                header(
                                                siteLink(language, languages),
                                                places(feed.flatMap(FeedAddress::topic), texts),
                                                tools(texts),
                                                languageLinks(language, languages, texts))
                                        .withClass("site"),
                                main().with(content).withId("content"),
                                WritingDirection.mark(footer(feet(feed, texts)).withClass("site"), texts.language()))
                        .withClass(isHome ? "home" : "page"));
        return "<!doctype html>\n" + WritingDirection.mark(document, language).render() + "\n";
    }

    /// A link to the home page in the page's language, if the page has several languages.
    private DomContent siteLink(String language, List<PageLanguage> languages) {
        String home = languages.stream()
                .filter(each -> each.language().equals(language)
                        && FeedAddress.of(each.address()).isPresent())
                .findFirst()
                .map(each -> each.address().language())
                .orElse("");
        return a(siteName)
                .withHref(addresses.link(new SiteAddress.Home(home)))
                .withClass("name")
                .attr("dir", "auto");
    }

    /// The topics, in a row that scrolls if they are many.
    private DomContent places(Optional<String> current, Texts texts) {
        List<DomContent> links = new ArrayList<>();
        topics.stream().limit(MAX_TOPICS).forEach(topic -> {
            var link = a(topic.name()).withHref(addresses.link(topic.address())).attr("dir", "auto");
            boolean isHere =
                    current.filter(topic.address().topic()::equalsIgnoreCase).isPresent();
            links.add(li(isHere ? link.attr("aria-current", "true") : link));
        });
        if (topics.size() > MAX_TOPICS) {
            links.add(li(a(texts.format("site-all-topics")).withHref(addresses.link(new SiteAddress.Home("")))));
        }
        return each(iff(
                !links.isEmpty(),
                WritingDirection.mark(
                        nav(ul().with(links)).withClass("places").attr("aria-label", texts.format("site-topics")),
                        texts.language())));
    }

    /// The search, and the pages about the site.
    private DomContent tools(Texts texts) {
        return WritingDirection.mark(
                div(
                                a(texts.format("site-search"))
                                        .withHref(addresses.link(new SiteAddress.Search(texts.language())))
                                        .withRel("search"),
                                each(
                                        SiteAddress.OfSite.in(texts.language()).toList(),
                                        page -> siteLink(page, page.label(), texts)))
                        .withClass("tools"),
                texts.language());
    }

    private DomContent siteLink(SiteAddress page, String text, Texts texts) {
        return a(texts.format(text)).withHref(addresses.link(page));
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

    private DomContent feet(Optional<FeedAddress> feed, Texts texts) {
        return p(
                text(texts.format("site-nothing-stored") + " "),
                siteLink(new SiteAddress.About(texts.language()), "site-about-this", texts),
                iff(feed, address -> each(text(" · "), feedLink(address, texts.format("site-feed")))));
    }

    private DomContent feedLink(FeedAddress feed, String text) {
        return a(text).withHref(addresses.link(feed.path(FeedFormat.ATOM))).withType(FeedFormat.ATOM.mediaType());
    }

    /// The ways to get the page's digests each day.
    ///
    /// @param page a page that shows digests
    DomContent getDaily(SiteAddress page, Texts texts) {
        FeedAddress feed = FeedAddress.of(page).orElseThrow();
        SubscribeLinks links = subscribe.get();
        List<DomContent> ways = new ArrayList<>();
        links.telegram(feed.topic())
                .ifPresent(address -> ways.add(li(a("Telegram").withHref(address))));
        links.discord().ifPresent(address -> ways.add(li(a("Discord").withHref(address))));
        ways.add(li(feedLink(feed, "RSS")));
        return WritingDirection.mark(
                section(h2(texts.format("site-get-daily")).withClass("label"), ul().with(ways))
                        .withClass("get"),
                texts.language());
    }

    /// Plain links that share a page, and its address for copying.
    DomContent share(SiteAddress page, String title, Texts texts) {
        String address = addresses.absolute(page);
        String telegram = "https://t.me/share/url?url=%s&text=%s".formatted(encoded(address), encoded(title));
        String mail = "mailto:?subject=%s&body=%s".formatted(encoded(title), encoded(address));
        return WritingDirection.mark(
                section(
                                h2(texts.format("site-share")).withClass("label"),
                                ul(
                                        li(a("Telegram").withHref(telegram)),
                                        li(a(texts.format("site-share-mail")).withHref(mail)),
                                        li(span(address).withClass("address"))))
                        .withClass("share"),
                texts.language());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
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
                property("og:image:width", String.valueOf(CardRenderer.PREVIEW_WIDTH)),
                property("og:image:height", String.valueOf(CardRenderer.PREVIEW_HEIGHT)),
                property("og:image:alt", article.pictureText()),
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
