package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles.OutletLabel;
import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.site.PageHead.PageLanguage;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the site says about itself: the words of its owner, and what the latest digests are made
/// of. Pure.
record AboutPage(DigestViews views, SiteLayout layout) {

    private static final int MAX_OUTLETS = 100;

    /// @param latest the latest digests of each topic in turn, the newest first
    String of(String language, List<Block> written, List<SiteEdition> latest, VoteCount votes) {
        Texts texts = Texts.of(language);
        var address = new SiteAddress.About(texts.language());
        String title = texts.format("site-about-this");
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(h1(title)));
        parts.add(div(BlockHtml.of(written, 2)).attr("dir", "auto"));
        if (!latest.isEmpty()) {
            parts.add(section(
                    h2(texts.format("site-perspectives")),
                    ul(each(newest(latest), this::perspectives)).withClass("bare")));
            parts.add(outlets(latest, texts));
        }
        parts.add(section(
                h2(texts.format("site-corrections")),
                p(texts.format("site-corrections-policy")),
                iff(
                        votes.ifAtLeast(VoteCount.MIN_FOR_READERS),
                        counted -> p(texts.format("site-votes", counted.all(), counted.percentBalanced())))));
        parts.add(layout.getDaily(new SiteAddress.Home(""), texts));
        List<PageLanguage> languages = Texts.languages().stream()
                .map(each -> new PageLanguage(each, new SiteAddress.About(each)))
                .toList();
        return layout.page(
                new PageHead(title, texts.format("site-title"), texts.language(), address, languages, Optional.empty()),
                List.of(div().with(parts).withClass("about")));
    }

    /// The newest digest of each topic.
    private static Collection<SiteEdition> newest(List<SiteEdition> latest) {
        Map<String, SiteEdition> byTopic = new LinkedHashMap<>();
        latest.forEach(each -> byTopic.putIfAbsent(each.address().topic(), each));
        return byTopic.values();
    }

    private DomContent perspectives(SiteEdition edition) {
        var words = new EditionText(views, edition);
        Digest digest = edition.digest();
        List<DomContent> names = IntStream.range(0, digest.perspectives().size())
                .<DomContent>mapToObj(i -> span(EditionText.name(words.perspective(i))))
                .toList();
        var topic = new SiteAddress.OfTopic(
                edition.address().language(), edition.address().topic());
        return WritingDirection.mark(
                li(
                        a(digest.topic().name()).withHref(layout.addresses().link(topic)),
                        span().with(names).withClass("facts")),
                digest.key().language());
    }

    private DomContent outlets(List<SiteEdition> latest, Texts texts) {
        List<Source> sources = latest.stream()
                .flatMap(each -> each.digest().sources().stream())
                .toList();
        Map<String, List<Source>> byOutlet = sources.stream()
                .filter(source -> !source.outlet().isBlank())
                .collect(Collectors.groupingBy(
                        source -> Outlets.key(source.outlet()), LinkedHashMap::new, Collectors.toList()));
        long corrected =
                latest.stream().filter(each -> !each.corrections().isEmpty()).count();
        List<String> counts = List.of(
                texts.format("site-latest", latest.size()),
                texts.format("articles", sources.size()),
                texts.format("outlets", byOutlet.size()),
                texts.format("site-corrected", corrected));
        return section(
                        h2(texts.format("site-outlets")),
                        p(each(counts, count -> span(count))).withClass("facts"),
                        ul(each(
                                byOutlet.values().stream()
                                        .sorted((one, other) -> Integer.compare(other.size(), one.size()))
                                        .limit(MAX_OUTLETS)
                                        .toList(),
                                cited -> outlet(cited, texts))))
                .withClass("outlets");
    }

    private DomContent outlet(List<Source> cited, Texts texts) {
        String name = cited.getFirst().outlet();
        OutletLabel label = views.outlet(name);
        List<String> facts = Stream.of(
                        texts.country(label.country()),
                        label.kind()
                                .map(kind -> texts.format("outlet-" + kind.id()))
                                .orElse(""),
                        label.note(),
                        texts.format("articles", cited.size()))
                .filter(fact -> !fact.isBlank())
                .toList();
        return li(
                span(name).attr("dir", "auto"),
                p(each(facts, fact -> span(fact))).withClass("facts"));
    }
}
