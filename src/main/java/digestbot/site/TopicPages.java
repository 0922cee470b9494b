package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.views.DigestContentBuilder;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.markdown.Block;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteLibrary.DigestLink;
import digestbot.site.SiteLibrary.SiteHit;
import digestbot.site.SiteLibrary.SiteResultPage;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages that list digests: home, and a topic. Pure.
public record TopicPages(DigestContentBuilder views, SiteLayout layout) {

    /// The number of highlights, besides the headline, that a list shows of its first digests.
    private static final int SHOWN_POINTS = 2;

    /// The maximum length of those highlights as HTML. Of longer ones, a list has only the first
    /// words.
    private static final int MAX_POINTS_LENGTH = 20_000;

    /// The facts that an entry of a list shows.
    ///
    /// @param day the day in the heading of the list; entries name only other days
    /// @param isFirst shows some of the digest's points
    record EntryStyle(boolean namesTopic, Optional<LocalDate> day, boolean isFirst) {}

    /// The home page, which leads with the newest digest.
    ///
    /// @param day the day of the newest digest
    public String home(
            SiteAddress.Home address,
            String language,
            Optional<LocalDate> day,
            List<DomContent> newest,
            List<PageLanguage> languages) {
        Texts texts = Texts.of(language);
        String about = texts.format("site-title");
        List<DomContent> parts = new ArrayList<>();
        List<DomContent> facts = new ArrayList<>();
        day.ifPresent(newestDay -> facts.add(span(texts.day(newestDay))));
        facts.add(span(about));
        parts.add(header(
                h1(layout.siteName()).attr("dir", "auto"), p().with(facts).withClass("facts")));
        if (newest.isEmpty()) {
            parts.add(p(texts.format("site-empty")));
        }
        parts.add(div(each(newest.stream().limit(1)), layout.getDaily(address, texts))
                .withClass("lead"));
        parts.add(div().with(newest.stream().skip(1)).withClass("topics"));
        if (newest.size() >= Library.MAX_TOPICS) {
            parts.add(p(texts.format("newest-topics", Library.MAX_TOPICS)));
        }
        return layout.page(new PageHead("", about, language, address, languages, Optional.empty()), parts);
    }

    /// The page of a topic.
    ///
    /// @param next the page of the days before those on this one
    public String topic(
            SiteAddress address,
            Topic topic,
            SiteEdition newest,
            List<DomContent> earlier,
            Optional<SiteAddress.Earlier> next,
            List<PageLanguage> languages) {
        String language = newest.digest().key().language();
        Texts texts = Texts.of(language);
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(h1(topic.name()).attr("dir", "auto")));
        parts.add(div(
                        div(
                                rawHtml(entry(newest, new EntryStyle(false, Optional.empty(), true))),
                                layout.getDaily(address, texts)),
                        div().with(earlier))
                .withClass("days"));
        next.ifPresent(before -> parts.add(p(a(texts.format("site-before"))
                        .withHref(layout.addresses().link(before))
                        .withRel("next"))
                .withClass("on")));
        String description = EditionText.headline(newest.digest());
        return layout.page(
                new PageHead(topic.name(), description, language, address, languages, Optional.empty()), parts);
    }

    /// A digest in a list, as HTML.
    String entry(SiteEdition edition, EntryStyle style) {
        boolean isFirst = style.isFirst();
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        Digest digest = edition.digest();
        List<DomContent> facts = new ArrayList<>();
        if (style.namesTopic()) {
            facts.add(span(a(digest.topic().name())
                    .withHref(layout.addresses()
                            .link(new SiteAddress.OfTopic(
                                    edition.address().language(),
                                    edition.address().topic())))
                    .attr("dir", "auto")));
        }
        if (!style.day().equals(Optional.of(digest.key().day()))) {
            facts.add(span(texts.day(digest.key().day())));
        }
        if (!edition.address().edition().isEmpty()) {
            facts.add(span(edition.address().edition()).attr("dir", "auto"));
        }
        if (!words.counts().isEmpty()) {
            facts.add(span(words.counts()));
        }
        if (!edition.corrections().isEmpty()) {
            facts.add(span(texts.format("site-corrected-badge")).withClass("badge"));
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                h2(a(words.headline()).withHref(layout.addresses().link(edition.address())))
                        .attr("dir", "auto"),
                words.facts(facts)));
        String points = isFirst ? BlockHtml.of(firstPoints(words), 3).render() : "";
        if (isFirst) {
            parts.add(words.shares());
        }
        if (isFirst && points.length() <= MAX_POINTS_LENGTH) {
            parts.add(rawHtml(points));
        } else if (!words.next().isEmpty()) {
            parts.add(p(words.next()).withClass("description"));
        }
        var entry = article().with(parts).withClasses("entry", isFirst ? "first" : "");
        return WritingDirection.mark(entry, digest.key().language()).render();
    }

    private static List<Block> firstPoints(EditionText words) {
        List<Block> shown = new ArrayList<>();
        int left = SHOWN_POINTS;
        for (Block block : words.highlights()) {
            if (left > 0 && block instanceof Block.ItemList list) {
                List<Block.Item> items =
                        list.items().subList(0, Math.min(left, list.items().size()));
                shown.add(new Block.ItemList(list.ordered(), list.start(), items));
                left -= items.size();
            } else if (left > 0 && block instanceof Block.Paragraph) {
                shown.add(block);
                left--;
            }
        }
        return shown;
    }

    /// A page that says why there is nothing at an address, and leads on.
    ///
    /// @param isGone true if a digest was there and was withdrawn
    public String nothing(String language, boolean isGone, List<DomContent> newest) {
        Texts texts = Texts.of(language);
        String heading = texts.format(isGone ? "site-withdrawn" : "site-not-found");
        List<DomContent> parts = new ArrayList<>();
        parts.add(section(
                        h1(heading),
                        p(texts.format(isGone ? "withdrawn" : "site-lost")),
                        new SearchPages(layout).finding(language, ""))
                .withClass("nothing"));
        if (!newest.isEmpty()) {
            parts.add(h2(texts.format("latest-digests")));
            parts.add(div().with(newest).withClass("topics"));
        }
        return layout.tool(texts.language(), heading, List.of(), parts);
    }

    /// The search page, in each of the bot's own languages. Pure.
    public record SearchPages(SiteLayout layout) {

        public static final int HITS_OF_PAGE = 20;
        public static final String WORDS = "q";

        public static final String PAGE = "page";

        /// The maximum length of the typed words, in UTF-16 units.
        public static final int MAX_TYPED = 200;

        public String empty(String language) {
            return page(language, List.of(search(language, "")));
        }

        /// `page` counts from 1.
        public String results(String language, String words, int page, SiteResultPage found) {
            Texts texts = Texts.of(language);
            List<DomContent> parts = new ArrayList<>();
            parts.add(search(language, words));
            parts.add(status(
                    found.hits().isEmpty()
                            ? texts.format("found-nothing")
                            : texts.format("found-digests", found.total())));
            parts.add(div(each(found.hits(), this::hit)));
            if ((long) page * HITS_OF_PAGE < found.total()) {
                String next = "?%s=%s&%s=%d"
                        .formatted(WORDS, URLEncoder.encode(words, StandardCharsets.UTF_8), PAGE, page + 1);
                parts.add(p(a(texts.format("site-search-more")).withHref(next).withRel("next nofollow"))
                        .withClass("on"));
            }
            return page(language, parts);
        }

        public String busy(String language, String words) {
            return page(
                    language,
                    List.of(search(language, words), status(Texts.of(language).format("site-search-busy"))));
        }

        private String page(String language, List<DomContent> content) {
            List<PageLanguage> languages = Texts.languages().stream()
                    .map(each -> new PageLanguage(each, new SiteAddress.Search(each)))
                    .toList();
            return layout.tool(language, Texts.of(language).format("site-search"), languages, content);
        }

        private DomContent search(String language, String words) {
            return div(h1(Texts.of(language).format("site-search")), finding(language, words))
                    .withClass("searching");
        }

        private DomContent finding(String language, String words) {
            Texts texts = Texts.of(language);
            return form(
                            label(texts.format("search-hint")).withFor(WORDS),
                            input().withType("search")
                                    .withId(WORDS)
                                    .withName(WORDS)
                                    .withValue(words)
                                    .attr("maxlength", MAX_TYPED)
                                    .attr("required")
                                    .attr("dir", "auto"),
                            button(texts.format("site-search")).withType("submit"))
                    .withAction(layout.addresses().link(new SiteAddress.Search(texts.language())))
                    .withClass("finding")
                    .attr("role", "search");
        }

        private static PTag status(String said) {
            return p(said).withClass("facts").attr("role", "status");
        }

        private DomContent hit(SiteHit hit) {
            DigestLink link = hit.link();
            List<String> facts = new ArrayList<>(List.of(
                    link.topic(), EditionText.day(link.key()), link.key().edition()));
            facts.removeIf(String::isBlank);
            var entry = article(
                            h2(a(link.headline()).withHref(layout.addresses().link(link.address())))
                                    .attr("dir", "auto"),
                            p(each(facts, fact -> span(fact))).withClass("facts"),
                            p(iff(hit.said(), SearchPages::said), each(hit.passage(), SearchPages::piece))
                                    .withClass("description")
                                    .attr("dir", "auto"))
                    .withClass("entry");
            return WritingDirection.mark(entry, link.key().language());
        }

        private static DomContent said(Perspective perspective) {
            return each(strong(perspective.name()).attr("dir", "auto"), text(": "));
        }

        private static DomContent piece(Piece piece) {
            return piece.marked() ? mark(piece.text()) : text(piece.text());
        }
    }
}
