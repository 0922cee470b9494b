package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.PerspectiveShare;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.Section;
import digestbot.digest.story.Comparison;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.Visibility;
import digestbot.web.ShareBar;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The text of a digest as the pages show it: complete, in the digest's language and on its day.
/// Corrections are shown separately by the page.
public final class EditionText {

    private static final int DESCRIPTION_LENGTH = 200;
    private static final int HEADLINE_LENGTH = 160;
    private static final int MAX_LINES = 4;

    private final DigestContentBuilder views;
    private final Digest digest;
    private final Digest linked;
    private final Reader reader;

    private final Map<DigestView, List<Panel>> panels = new HashMap<>();

    public EditionText(DigestContentBuilder views, SiteEdition edition) {
        this.views = views;
        digest = edition.digest().with(Optional.empty());
        linked = digest.withBlocks(blocks -> LinkedHeadlines.of(digest, blocks));
        reader = Reader.on(digest.key().day(), digest.key().language());
    }

    /// The bot's own texts in the language of the digest.
    public Texts texts() {
        return Texts.of(reader.language());
    }

    /// The news in one line; the day if the digest has no news.
    public String headline() {
        return headline(digest);
    }

    static String headline(Digest digest) {
        String said = digest.headline();
        boolean isMade = said.equals(digest.topic().titleOn(digest.key().day())) || !Visibility.in(said);
        return isMade ? day(digest.key()) : TextShortener.withoutStop(TextShortener.atWord(HEADLINE_LENGTH, said));
    }

    /// The news with topic, day and edition, for places that do not name the digest otherwise.
    public static String label(Digest digest) {
        Texts texts = Texts.of(digest.key().language());
        String day = texts.shortDay(digest.key().day(), 0);
        String edition = digest.key().edition();
        return texts.format(
                "site-label", headline(digest), digest.topic().name(), edition.isEmpty() ? day : day + " · " + edition);
    }

    static String day(DigestKey key) {
        return Texts.of(key.language()).day(key.day());
    }

    public String counts() {
        return views.counts(digest, reader);
    }

    List<Block> linkedHighlights() {
        return LinkedHeadlines.of(digest, highlights());
    }

    /// The highlights, without the first one if it is the headline.
    public List<Block> highlights() {
        List<Block> rest = new ArrayList<>(digest.highlights());
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i) instanceof Block.ItemList list) {
                if (isHeadline(list.items().getFirst())) {
                    rest.remove(i);
                    List<Block.Item> others =
                            list.items().subList(1, list.items().size());
                    if (!others.isEmpty()) {
                        rest.add(i, new Block.ItemList(list.ordered(), list.start(), others));
                    }
                }
                break;
            }
        }
        return rest;
    }

    /// A point with links says more than the headline.
    private boolean isHeadline(Block.Item item) {
        return item.blocks().size() == 1
                && item.blocks().getFirst() instanceof Block.Paragraph(List<Inline> content)
                && TextShortener.withoutStop(TextCleaner.line(PlainText.ofInlines(content)))
                        .equals(headline())
                && !hasLink(content);
    }

    private static boolean hasLink(List<Inline> content) {
        return content.stream().anyMatch(each -> each instanceof Inline.Link || hasLink(each.content()));
    }

    /// The author's other sections before the first perspective, or after it.
    List<Section.OtherSection> others(boolean before) {
        List<Section> sections = digest.sections();
        int first = 0;
        while (first < sections.size() && !(sections.get(first) instanceof Section.PerspectiveSection)) {
            first++;
        }
        return (before ? sections.subList(0, first) : sections.subList(first, sections.size()))
                .stream()
                        .flatMap(section ->
                                section instanceof Section.OtherSection other && !Comparison.isComparing(section)
                                        ? Stream.of(other)
                                        : Stream.of())
                        .toList();
    }

    /// The ordinals of the perspectives, in the order of the overview.
    public List<Integer> perspectives() {
        return views.perspectives(digest, reader);
    }

    Comparison comparison() {
        return views.comparison(linked, reader);
    }

    public Panel perspective(int ordinal) {
        return panels(new DigestView.OnePerspective(ordinal)).get(1);
    }

    /// The list of sources; empty if the points link to them.
    public List<Block> sources() {
        return LinkedHeadlines.areIn(digest)
                ? List.of()
                : panels(new DigestView.Sources()).getFirst().body();
    }

    /// The list of the perspective's sources; empty if it has none, or if the points link to them.
    List<Block> sources(int ordinal) {
        return LinkedHeadlines.areIn(digest) || digest.sourcesOf(ordinal).isEmpty()
                ? List.of()
                : panels(new DigestView.Sources(ordinal)).getFirst().body();
    }

    /// A bar with the shares of the articles; nothing if the shares are unknown.
    DomContent shares() {
        List<PerspectiveShare> shares = views.shares(digest, reader);
        return shares.isEmpty()
                ? each()
                : ShareBar.of(
                        figcaption(texts().format("site-shares")).withClass("unseen"),
                        PerspectiveShare.divide(shares, ShareBar.WIDTH),
                        i -> shares.get(i).colour(),
                        i -> shares.get(i).fullText());
    }

    /// The highlights after the headline; without any, the first point of each perspective.
    public String description() {
        List<String> lines = Visibility.inBlocks(highlights())
                ? lines(highlights()).limit(MAX_LINES).toList()
                : perspectives().stream()
                        .flatMap(ordinal -> lines(digest.perspective(ordinal))
                                .limit(1)
                                .map(line -> digest.perspectives().get(ordinal).name() + ": " + line))
                        .toList();
        return TextShortener.atWord(DESCRIPTION_LENGTH, String.join(" · ", lines));
    }

    /// The first highlight after the headline; empty if there is none.
    String next() {
        return TextShortener.atWord(
                DESCRIPTION_LENGTH, lines(highlights()).findFirst().orElse(""));
    }

    private static Stream<String> lines(List<Block> blocks) {
        return PlainText.of(blocks).lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    /// Marks a text of the bot with its language if the bot lacks the digest's language.
    DomContent own(String text) {
        Texts texts = texts();
        return isOwnLanguage() ? span(text) : WritingDirection.mark(span(text), texts.language());
    }

    DomContent ownText(String key, Object... values) {
        return own(texts().format(key, values));
    }

    String language() {
        return reader.language();
    }

    DomContent facts(List<DomContent> facts) {
        var line = p(each(facts, fact -> fact)).withClass("facts");
        if (facts.isEmpty()) {
            return rawHtml("");
        }
        return isOwnLanguage() ? line : WritingDirection.mark(line, texts().language());
    }

    DomContent facts(Panel panel) {
        String text = PlainText.ofInlines(panel.subtitle());
        return facts(text.isEmpty() ? List.of() : List.of(span(text)));
    }

    private boolean isOwnLanguage() {
        String language = Locale.forLanguageTag(texts().language()).getLanguage();
        return language.equals(DigestKey.primary(reader.language()));
    }

    /// The panel's name. Its emoji is hidden from screen readers.
    static DomContent name(Panel panel) {
        return each(
                iff(
                        !panel.emoji().isEmpty(),
                        span(panel.emoji()).withClass("emoji").attr("aria-hidden", "true")),
                text(panel.title()));
    }

    static DomContent moment(Instant at, Texts texts) {
        return tag("time").attr("datetime", at.toString()).withText(momentText(at, texts));
    }

    static String momentText(Instant at, Texts texts) {
        return texts.moment(at, ZoneOffset.UTC);
    }

    private List<Panel> panels(DigestView view) {
        return panels.computeIfAbsent(view, _ -> views.panels(linked, view, reader));
    }
}
