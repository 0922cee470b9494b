package digestbot.content.views;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.WebPage;
import digestbot.content.action.ReadAction;
import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.story.Comparison;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Creates the views of digests with the configured emoji and colours.
///
/// A message begins with the topic and the headline, and ends with the day and the numbers. The
/// overview has the highlights, then the chosen perspectives in the reader's order. The author's
/// other sections stay before or after them, as in the digest. A reader's length and layout apply
/// only to the overview: the views of one perspective and of all compared are always complete. The
/// overview replaces a view that the digest does not have.
///
/// Tests of deliveries subclass it with texts that are easier to compare.
public class DigestContentBuilder {

    /// The number of points per perspective in a short overview.
    private static final int SHORT_POINTS = 2;

    private final StyleRegistry styles;
    private final Supplier<String> origin;

    public enum CombinedKind {
        /// Digests of several topics that are due at the same time, or of several days of one topic.
        BUNDLE(2),
        /// The first point of each perspective in a week, day by day.
        ROUND_UP(3);

        /// The maximum number of digests shown; earlier ones are only counted.
        public static final int MAX_DIGESTS = 20;

        private final int maxDetail;

        CombinedKind(int maxDetail) {
            this.maxDetail = maxDetail;
        }

        /// The highest level of detail. Lower levels are shorter.
        public int maxDetail() {
            return maxDetail;
        }
    }

    public record NumberedDigest(long number, Digest digest) {}

    /// One of several digests, with the reader's options for its topic.
    public record CombinedEntry(long number, Digest digest, ReadingOptions reading) {}

    public DigestContentBuilder(StyleRegistry styles) {
        this(styles, () -> "");
    }

    /// `origin` is the site or bot that pictures name as their origin.
    public DigestContentBuilder(StyleRegistry styles, Supplier<String> origin) {
        this.styles = styles;
        this.origin = origin;
    }

    /// The view of the digest for the reader, as a message. Equal arguments give equal content.
    public Content view(long number, Digest digest, DigestView view, Reader reader, DigestControls links) {
        if (!has(digest, view)) {
            return view(number, digest, new DigestView.Overview(), reader, links);
        }
        var unmuted = new UnmutedDigest(ViewContext.of(digest, reader, styles).with(links.stories()));
        ViewContext noted = noted(unmuted.view(), view);
        var news = NewsLine.of(noted);
        Content content = unmuted.withWords(content(number, noted.with(news.rest()), view, links), view);
        List<Panel> panels = content.panels();
        if (!(view instanceof DigestView.Sources)) {
            panels = panels.stream()
                    .map(panel -> panel.withBody(LeadWords.in(panel.body())))
                    .toList();
        }
        return content.withName(news.text()).withPanels(new LeadPanel(noted).newsFirst(news, panels));
    }

    public final Content view(long number, Digest digest, DigestView view, Reader reader) {
        return view(number, digest, view, reader, DigestControls.NONE);
    }

    /// The panels of that view for web pages, which add their own links and headings.
    public List<Panel> panels(Digest digest, DigestView view, Reader reader) {
        if (!has(digest, view)) {
            return panels(digest, new DigestView.Overview(), reader);
        }
        var unmuted = new UnmutedDigest(ViewContext.of(digest, reader, styles));
        Content content = Content.of(panels(noted(unmuted.view(), view), view), List.of());
        return unmuted.withWords(content, view).panels();
    }

    private static ViewContext noted(ViewContext context, DigestView view) {
        return compared(context, view).isEmpty() ? context.noted() : context.compared();
    }

    /// Whether the view may compare perspectives.
    public static boolean compares(DigestView view, Reader reader) {
        return view instanceof DigestView.SideBySide
                || (view instanceof DigestView.Overview && reader.reading().layout() == Layout.SIDE_BY_SIDE);
    }

    /// The perspectives that the view compares, or none.
    static List<Integer> compared(ViewContext context, DigestView view) {
        List<Integer> shown = view instanceof DigestView.SideBySide ? context.all() : context.chosen();
        return compares(view, context.reader()) && shown.size() > 1 ? shown : List.of();
    }

    private static Content content(long number, ViewContext context, DigestView view, DigestControls links) {
        Digest digest = context.digest();
        Optional<WebAddress> page = links.pages().map(pages -> pages.of(digest, view, context.chosen()));
        return new Content(
                        panels(context, view),
                        new ViewButtons(number, context).rows(view, links, page),
                        Optional.of(new ReadAction.Show(number, view, 0)))
                .withTopics(List.of(digest.topic()))
                .withPage(
                        page.map(address -> new WebPage(address, context.texts().format("share-read-on-web"))));
    }

    private static List<Panel> panels(ViewContext context, DigestView view) {
        var lead = new LeadPanel(context);
        var panels = new PerspectivePanels(context);
        return switch (view) {
            case DigestView.Overview() -> overview(context);
            case DigestView.OnePerspective(int ordinal) ->
                List.of(
                        lead.panel(List.of(), List.of()),
                        panels.one(ordinal, articles(context, ordinal), PerspectivePanels.ALL));
            case DigestView.SideBySide() -> {
                List<Panel> all = new ArrayList<>();
                all.add(lead.panel(lead.counts(context.all()), List.of()));
                all.addAll(others(context.digest().sections().stream()
                        .filter(Comparison::isComparing)
                        .toList()));
                all.addAll(panels.compared(context.all(), PerspectivePanels.ALL));
                yield all;
            }
            case DigestView.Sources sources ->
                List.of(lead.panel(lead.counts(List.of()), new SourceListBlocks(context).blocks(sources)));
        };
    }

    private static boolean has(Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.SideBySide() -> digest.perspectives().size() > 1;
            case DigestView.Overview _, DigestView.OnePerspective _, DigestView.Sources _ ->
                view.onlyPerspective().orElse(-1) < digest.perspectives().size();
        };
    }

    private static List<Inline> articles(ViewContext view, int ordinal) {
        List<String> parts = new ArrayList<>();
        view.digest()
                .perspectives()
                .get(ordinal)
                .count()
                .ifPresent(count -> parts.add(view.texts().format("articles", count)));
        List<Source> sources = view.digest().sourcesOf(ordinal);
        if (!sources.isEmpty()) {
            String key = sources.size() == 1 ? "source-number" : "source-numbers";
            parts.add(view.texts().format(key, SourceListBlocks.numbers(sources)));
        }
        return ViewContext.line(parts);
    }

    /// Shows several digests in one message, each with its lead and a button.
    ///
    /// @param digests one or more, sorted by day; the oldest are only counted if there are very
    ///     many
    /// @param reader the reader; the reading options of each entry replace the reader's own
    /// @param detail from 0 (least) to [CombinedKind#maxDetail]
    public Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int detail) {
        return new CombinedPanels(styles, reader, kind).of(digests, detail);
    }

    /// The text of the picture of a digest. It includes points with muted words, because the reader
    /// shares the picture with others.
    public CardText card(Digest digest, Reader reader) {
        return CardText.of(ViewContext.of(digest, reader, styles).noted(), origin.get());
    }

    /// The known numbers of articles and outlets, and the digest's author.
    public String counts(Digest digest, Reader reader) {
        ViewContext view = ViewContext.of(digest, reader, styles);
        return PlainText.ofInlines(new LeadPanel(view)
                .counts(List.of(), at -> view.texts().moment(at, reader.zone())));
    }

    public OutletLabel outlet(String name) {
        return styles.outlet(name);
    }

    /// The reader's perspectives' shares of the digest's articles; empty if they are unknown or if
    /// there are fewer than two.
    public List<PerspectiveShare> shares(Digest digest, Reader reader) {
        ViewContext view = ViewContext.of(digest, reader, styles);
        return PerspectiveShare.of(view, view.chosen());
    }

    /// The ordinals of the reader's perspectives in the digest, in the order of the overview.
    public final List<Integer> perspectives(Digest digest, Reader reader) {
        return ViewContext.of(digest, reader, styles).chosen();
    }

    /// Compares the perspectives of the digest, in the reader's order.
    public Comparison comparison(Digest digest, Reader reader) {
        ViewContext view = ViewContext.of(digest, reader, styles);
        return Comparison.of(view.compared().digest(), view.all());
    }

    /// The caption of the digest's picture. It has no buttons, because a message with a picture
    /// cannot be edited into a text message.
    public Content cardCaption(Digest digest, Reader reader) {
        ViewContext view = ViewContext.of(digest, reader, styles);
        var lead = new LeadPanel(view);
        return Content.of(List.of(lead.caption(lead.counts(view.chosen()))), List.of());
    }

    private static List<Panel> overview(ViewContext view) {
        var lead = new LeadPanel(view);
        List<Integer> perspectives = view.chosen();
        ReadingOptions reading = view.reader().reading();
        List<Panel> panels = new ArrayList<>();
        panels.add(lead.panel(lead.counts(perspectives), view.digest().highlights()));
        if (reading.length() == Length.HEADLINES) {
            return panels;
        }
        List<Section> sections = view.digest().sections();
        int firstPerspective = 0;
        while (firstPerspective < sections.size()
                && !(sections.get(firstPerspective) instanceof Section.PerspectiveSection)) {
            firstPerspective++;
        }
        panels.addAll(others(sections.subList(0, firstPerspective)));
        int limit = reading.length() == Length.SHORT ? SHORT_POINTS : PerspectivePanels.ALL;
        var perspectivePanels = new PerspectivePanels(view);
        if (!compared(view, new DigestView.Overview()).isEmpty()) {
            panels.addAll(perspectivePanels.compared(perspectives, limit));
        } else {
            perspectives.forEach(ordinal -> panels.add(perspectivePanels.one(ordinal, List.of(), limit)));
        }
        panels.addAll(others(sections.subList(firstPerspective, sections.size())));
        return panels;
    }

    private static List<Panel> others(List<Section> sections) {
        List<Panel> panels = new ArrayList<>();
        for (Section section : sections) {
            if (section instanceof Section.OtherSection(String heading, List<Block> blocks)) {
                panels.add(Panel.plain(heading, blocks));
            }
        }
        return panels;
    }
}
