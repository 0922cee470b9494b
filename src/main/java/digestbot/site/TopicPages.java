package digestbot.site;

import static j2html.TagCreator.a;
import static j2html.TagCreator.article;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import digestbot.content.views.DigestViews;
import digestbot.digest.Topic;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SitePhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.site.PageHead.PageLanguage;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The pages that list digests: home, a topic, and a month of it. Pure.
public final class TopicPages {

    /// The number of highlights that a list shows of its first digests.
    private static final int SHOWN_POINTS = 3;

    private final DigestViews views;
    private final SiteLayout layout;

    public TopicPages(DigestViews views, SiteLayout layout) {
        this.views = views;
        this.layout = layout;
    }

    /// The list of topics, each with its newest digest.
    ///
    /// @param language the language of the page, an IETF tag
    public String home(
            SiteAddress.Home address, String language, List<SiteEdition> newest, List<PageLanguage> languages) {
        Texts texts = Texts.of(language);
        String about = texts.format(SitePhrase.TITLE);
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(h1(layout.siteName()).attr("dir", "auto"), p(about).withClass("facts")));
        if (newest.isEmpty()) {
            parts.add(p(texts.format(SitePhrase.EMPTY)));
        }
        parts.add(div(each(newest, edition -> entry(edition, true, true))).withClass("topics"));
        return layout.page(new PageHead("", about, language, address, languages, Optional.empty()), parts);
    }

    /// The newest digests of a topic, and its months.
    public String topic(
            SiteAddress.OfTopic address,
            Topic topic,
            List<SiteEdition> newest,
            List<YearMonth> months,
            List<PageLanguage> languages) {
        String language = newest.getFirst().digest().key().language();
        Texts texts = Texts.of(language);
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(h1(topic.name()).attr("dir", "auto")));
        parts.add(div(
                        entry(newest.getFirst(), false, true),
                        div(each(newest.subList(1, newest.size()), edition -> entry(edition, false, false))))
                .withClass("days"));
        parts.add(months(address.language(), topic, months, texts));
        String description = new EditionText(views, newest.getFirst()).description();
        return layout.page(
                new PageHead(topic.name(), description, language, address, languages, Optional.empty()), parts);
    }

    /// The digests of a month.
    public String month(
            SiteAddress.OfMonth address,
            Topic topic,
            List<SiteEdition> digests,
            List<YearMonth> months,
            List<PageLanguage> languages) {
        String language = digests.getFirst().digest().key().language();
        Texts texts = Texts.of(language);
        String name = monthName(address.month(), texts);
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                p(a(topic.name())
                                .withHref(layout.addresses()
                                        .link(new SiteAddress.OfTopic(address.language(), topic.id()))))
                        .withClass("path"),
                h1(name)));
        digests.forEach(edition -> parts.add(entry(edition, false, false)));
        parts.add(months(address.language(), topic, months, texts));
        return layout.page(
                new PageHead(topic.name() + ", " + name, "", language, address, languages, Optional.empty()), parts);
    }

    private static String monthName(YearMonth month, Texts texts) {
        return month.format(DateTimeFormatter.ofPattern(
                texts.language().startsWith("zh") ? "uuuu年M月" : "LLLL uuuu", Locale.forLanguageTag(texts.language())));
    }

    private DomContent entry(SiteEdition edition, boolean isOfTopic, boolean isFirst) {
        var words = new EditionText(views, edition);
        Texts texts = words.texts();
        String day = texts.day(edition.digest().key().day());
        String named = edition.address().edition().isEmpty()
                ? day
                : day + " · " + edition.address().edition();
        List<DomContent> facts = new ArrayList<>();
        String title = isOfTopic ? edition.digest().topic().name() : named;
        if (isOfTopic) {
            facts.add(span(named));
        }
        if (!words.counts().isEmpty()) {
            facts.add(span(words.counts()));
        }
        if (!edition.corrections().isEmpty()) {
            facts.add(span(texts.format(SitePhrase.CORRECTED_BADGE)).withClass("badge"));
        }
        String link = layout.addresses().link(edition.address());
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                h2(a(title).withHref(isOfTopic ? topicLink(edition) : link)).attr("dir", "auto"), words.facts(facts)));
        if (isFirst) {
            ShareBar.of(words.shares(), texts).ifPresent(parts::add);
        }
        parts.add(isFirst ? firstPoints(words) : p(words.description()).withClass("description"));
        parts.add(p(a(words.own(SitePhrase.READ_ON))
                        .withHref(link)
                        .attr("aria-label", texts.format(SitePhrase.READ_ON) + ": " + title + ", " + day))
                .withClass("on"));
        return article(parts.toArray(DomContent[]::new))
                .withClasses("entry", isFirst ? "first" : "")
                .attr("lang", edition.digest().key().language())
                .attr(
                        "dir",
                        WritingDirection.of(edition.digest().key().language()).attribute());
    }

    private String topicLink(SiteEdition edition) {
        return layout.addresses()
                .link(new SiteAddress.OfTopic(
                        edition.address().language(), edition.address().topic()));
    }

    private static DomContent firstPoints(EditionText words) {
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
        return shown.isEmpty() ? p(words.description()).withClass("description") : BlockHtml.of(shown, 3);
    }

    private DomContent months(String language, Topic topic, List<YearMonth> months, Texts texts) {
        return months.isEmpty()
                ? rawHtml("")
                : nav(
                                h2(texts.format(SitePhrase.ARCHIVE)).withClass("label"),
                                ul(each(
                                        months,
                                        month -> li(a(monthName(month, texts))
                                                .withHref(layout.addresses()
                                                        .link(new SiteAddress.OfMonth(language, topic.id(), month)))))))
                        .withClass("chips")
                        .attr("aria-label", texts.format(SitePhrase.ARCHIVE));
    }

    /// A page that says why there is nothing at an address.
    ///
    /// @param isGone true if a digest was there and has been withdrawn
    public String nothing(String language, boolean isGone) {
        Texts texts = Texts.of(language);
        String heading = texts.format(isGone ? SitePhrase.WITHDRAWN : SitePhrase.NOT_FOUND);
        return layout.message(
                texts.language(),
                heading,
                List.of(section(
                                h1(heading),
                                isGone ? p(texts.format(DigestPhrase.WITHDRAWN)) : rawHtml(""),
                                p(a(layout.siteName())
                                                .withHref(layout.addresses().link(new SiteAddress.Home(""))))
                                        .withClass("on"))
                        .withClass("nothing")));
    }
}
