package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.site.PageHead.PageLanguage;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The site's page about itself: the owner's text, and facts about the latest digests. Pure.
///
/// @param making describes how the bot writes the digests of a topic, given its newest digest
record AboutPage(DigestContentBuilder views, SiteLayout layout, Function<DigestKey, List<String>> making) {

    private static final int MAX_OUTLETS = 100;
    private static final int MAX_COUNTED_OUTLETS = 10_000;
    private static final int PERCENT = 100;

    /// An outlet, named by the first of its names.
    private record CitedOutlet(String name, int articles) {}

    /// The facts that the latest digests of a topic have in common.
    private static final class Made {
        private final DigestKey newest;
        private final String topic;
        private int digests;
        private int corrected;
        private final IntSummaryStatistics percentShared = new IntSummaryStatistics();

        Made(Digest newest) {
            this.newest = newest.key();
            topic = newest.topic().name();
        }

        void add(SiteEdition edition) {
            Digest digest = edition.digest();
            digests++;
            corrected += edition.corrections().isEmpty() ? 0 : 1;
            Map<Integer, String> outlets = new HashMap<>();
            digest.sources().forEach(source -> outlets.put(source.number(), Outlets.key(source.outlet())));
            digest.points()
                    .mapToLong(point -> Inline.Citations.in(point).stream()
                            .map(cited -> outlets.getOrDefault(cited.number(), ""))
                            .filter(outlet -> !outlet.isEmpty())
                            .distinct()
                            .count())
                    .filter(cited -> cited > 0)
                    .forEach(cited -> percentShared.accept(cited > 1 ? PERCENT : 0));
        }

        DomContent item(Function<DigestKey, List<String>> making, Texts texts) {
            List<String> facts = new ArrayList<>(making.apply(newest));
            facts.add(texts.format("digest-count", digests));
            facts.add(texts.format("site-corrected", corrected));
            if (percentShared.getCount() > 0) {
                facts.add(texts.format("site-several-outlets", (int) percentShared.getAverage()));
            }
            return li(
                    span(topic).attr("dir", "auto"),
                    p(each(facts, fact -> span(fact))).withClass("facts"));
        }
    }

    /// @param latest the latest digests of each topic in turn, the newest first
    String of(String language, List<Block> written, Stream<SiteEdition> latest, VoteCount votes) {
        Texts texts = Texts.of(language);
        var address = new SiteAddress.About(texts.language());
        String title = texts.format("site-about-this");
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(h1(title)));
        parts.add(div(BlockHtml.of(written, 2)).attr("dir", "auto"));
        parts.add(latest(latest, texts));
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

    /// The perspectives of each topic, as its newest digest has them, and the outlets of all digests.
    private DomContent latest(Stream<SiteEdition> latest, Texts texts) {
        Map<String, DomContent> topics = new LinkedHashMap<>();
        Map<String, Made> made = new LinkedHashMap<>();
        Map<String, CitedOutlet> outlets = new LinkedHashMap<>();
        int digests = 0;
        int articles = 0;
        for (Iterator<SiteEdition> editions = latest.iterator(); editions.hasNext(); ) {
            SiteEdition edition = editions.next();
            List<Source> sources = edition.digest().sources();
            topics.computeIfAbsent(edition.address().topic(), _ -> perspectives(edition));
            made.computeIfAbsent(edition.address().topic(), _ -> new Made(edition.digest()))
                    .add(edition);
            sources.forEach(source -> count(source.outlet(), outlets));
            digests++;
            articles += sources.size();
        }
        List<String> counts = List.of(
                texts.format("site-latest", digests),
                texts.format("articles", articles),
                texts.format("outlets", outlets.size()));
        return each(iff(
                digests > 0,
                each(
                        section(
                                h2(texts.format("site-perspectives")),
                                ul().with(topics.values()).withClass("bare")),
                        section(
                                h2(texts.format("site-made")),
                                p(texts.format("site-made-counts")),
                                ul(each(made.values(), topic -> topic.item(making, texts)))
                                        .withClass("bare")),
                        section(
                                        h2(texts.format("site-outlets")),
                                        p(each(counts, count -> span(count))).withClass("facts"),
                                        ul(each(outlets.values().stream()
                                                .sorted(Comparator.comparingInt(CitedOutlet::articles)
                                                        .reversed())
                                                .limit(MAX_OUTLETS)
                                                .map(cited -> outlet(cited, texts)))))
                                .withClass("outlets"))));
    }

    private static void count(String name, Map<String, CitedOutlet> outlets) {
        String key = Outlets.key(name);
        if (!name.isBlank() && (outlets.size() < MAX_COUNTED_OUTLETS || outlets.containsKey(key))) {
            outlets.merge(
                    key, new CitedOutlet(name, 1), (known, _) -> new CitedOutlet(known.name(), known.articles() + 1));
        }
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

    private DomContent outlet(CitedOutlet cited, Texts texts) {
        OutletLabel label = views.outlet(cited.name());
        List<String> facts = Stream.of(
                        texts.country(label.country()),
                        label.kind()
                                .map(kind -> texts.format("outlet-" + kind.id()))
                                .orElse(""),
                        label.note(),
                        texts.format("articles", cited.articles()))
                .filter(fact -> !fact.isBlank())
                .toList();
        return li(
                span(cited.name()).attr("dir", "auto"),
                p(each(facts, fact -> span(fact))).withClass("facts"));
    }
}
