package digestbot.content.views;

import digestbot.action.ReadAction;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.WebPage;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.Visibility;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Views of digests with the configured emoji and colours.
///
/// The overview has the lead with the highlights, then the chosen perspectives in
/// [PerspectiveOrder], with the author's other sections before or after them as in the digest. A
/// reader's length and layout apply to the overview only: the views of one perspective and of two
/// side by side are always complete. If the digest does not have the view, the overview is shown.
///
/// Tests of deliveries extend it with texts that are easier to compare.
public class DigestViews {

    /// The number of points per perspective in a short overview.
    private static final int SHORT = 2;

    private final TopicStyles styles;

    public record NumberedDigest(long number, Digest digest) {}

    /// One of several digests, with the reader's options for its topic.
    public record CombinedEntry(long number, Digest digest, ReadingOptions reading) {}

    public DigestViews(TopicStyles styles) {
        this.styles = styles;
    }

    /// The view of the digest for the reader. Equal arguments give equal content.
    public Content view(long number, Digest digest, DigestView view, Reader reader, DigestLinks links) {
        if (!has(digest, view)) {
            return view(number, digest, new DigestView.Overview(), reader, links);
        }
        UnmutedDigest unmuted = UnmutedDigest.of(digest, reader);
        return withWords(content(number, unmuted.digest(), view, reader, links), unmuted, view, reader);
    }

    public final Content view(long number, Digest digest, DigestView view, Reader reader) {
        return view(number, digest, view, reader, DigestLinks.NONE);
    }

    /// The panels of that view alone, for pages that have links of their own.
    public List<Panel> panels(Digest digest, DigestView view, Reader reader) {
        if (!has(digest, view)) {
            return panels(digest, new DigestView.Overview(), reader);
        }
        UnmutedDigest unmuted = UnmutedDigest.of(digest, reader);
        Texts texts = Texts.of(reader.language());
        Digest noted = OnlyNotes.in(unmuted.digest(), styles, texts);
        List<Panel> panels = shown(noted, view, reader, new LeadPanel(noted, reader, texts, styles));
        return withWords(Content.of(panels, List.of()), unmuted, view, reader).panels();
    }

    private Content withWords(Content content, UnmutedDigest unmuted, DigestView view, Reader reader) {
        Content counted = WordLines.withMuted(content, unmuted.count(view), Texts.of(reader.language()));
        return view instanceof DigestView.Overview
                ? WordLines.withPassage(counted, unmuted.digest(), reader, styles)
                : counted;
    }

    private Content content(long number, Digest plain, DigestView view, Reader reader, DigestLinks links) {
        Texts texts = Texts.of(reader.language());
        Digest digest = OnlyNotes.in(plain, styles, texts);
        var lead = new LeadPanel(digest, reader, texts, styles);
        List<Integer> all = PerspectiveOrder.all(digest, reader);
        var buttons = new ViewButtons(number, digest, styles, texts);
        Optional<WebAddress> page =
                links.pages().map(pages -> pages.of(digest, view, PerspectiveOrder.chosen(digest, reader)));
        List<List<Button>> rows = new ArrayList<>(buttons.rows(view, all, links.languages(), page));
        if (view instanceof DigestView.Sources sources) {
            rows.addAll(buttons.sourcesOfPerspectives(sources, all));
            rows.addAll(buttons.outletKinds(sources));
            rows.addAll(buttons.outlets(sources, SourceListBlocks.hidden(digest, reader)));
        }
        return new Content(
                        shown(digest, view, reader, lead),
                        rows,
                        Optional.of(new ReadAction.Show(number, view, 0)),
                        lead.forumTitle())
                .withTopics(List.of(digest.topic()))
                .withPage(page.map(address -> new WebPage(address, texts.format("share-read-on-web"))));
    }

    private List<Panel> shown(Digest digest, DigestView view, Reader reader, LeadPanel lead) {
        Texts texts = Texts.of(reader.language());
        var panels = new PerspectivePanels(digest, styles, texts);
        return switch (view) {
            case DigestView.Overview() -> overview(digest, reader, texts, lead, panels);
            case DigestView.OnePerspective(int ordinal) ->
                List.of(
                        lead.panel(List.of(), List.of()),
                        panels.one(ordinal, articles(digest, ordinal, texts), PerspectivePanels.ALL));
            case DigestView.SideBySide() -> {
                List<Integer> shown = PerspectiveOrder.sideBySide(digest, reader);
                List<Panel> all = new ArrayList<>();
                all.add(lead.panel(lead.counts(shown), List.of()));
                all.addAll(panels.sideBySide(shown, PerspectivePanels.ALL));
                yield all;
            }
            case DigestView.Sources sources ->
                List.of(lead.panel(
                        lead.sourceCounts(), new SourceListBlocks(digest, styles, texts).blocks(reader, sources)));
        };
    }

    /// The changes of each of the reader's perspectives since the digest `before`, with a button
    /// that leads to the whole digest.
    public Content changes(
            long number, Digest digest, Optional<Digest> before, Reader reader, Optional<DigestPages> pages) {
        Texts texts = Texts.of(reader.language());
        List<Button> buttons = new ArrayList<>();
        buttons.add(Button.callback(
                texts.format("whole-digest-button"), new ReadAction.Show(number, new DigestView.Overview(), 0)));
        pages.ifPresent(found -> buttons.add(ShareButtons.onTheWeb(found.whole(), texts)));
        return Content.of(new ChangesPanels(styles).panels(digest, before, reader), ButtonRows.of(buttons));
    }

    private static boolean has(Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.SideBySide() -> digest.perspectives().size() > 1;
            case DigestView.Overview _, DigestView.OnePerspective _, DigestView.Sources _ ->
                view.onlyPerspective().orElse(-1) < digest.perspectives().size();
        };
    }

    private static List<Inline> articles(Digest digest, int ordinal, Texts texts) {
        List<String> parts = new ArrayList<>();
        digest.perspectives().get(ordinal).count().ifPresent(count -> parts.add(texts.format("articles", count)));
        String numbers = SourceListBlocks.numbers(digest.sourcesOf(ordinal));
        if (!numbers.isEmpty()) {
            parts.add(texts.format("source-numbers", numbers));
        }
        return LeadPanel.line(parts);
    }

    /// Several digests in one message, each with its lead and a button.
    ///
    /// @param digests one or more, sorted by day; if there are very many, the oldest are only
    ///     counted
    /// @param reader its reading options do not count, but those of each entry
    /// @param detail from 0 (names only) to [CombinedKind#maxDetail]
    public Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int detail) {
        return new CombinedPanels(styles, reader, kind).of(digests, detail);
    }

    /// The text of the picture of a digest for the reader, who shares it: it has the points with
    /// muted words, too.
    public CardText card(Digest digest, Reader reader) {
        Digest noted = OnlyNotes.in(digest, styles, Texts.of(reader.language()));
        return new CardTextWriter(noted, reader, styles).text();
    }

    /// The shares that the reader's perspectives have of the digest's articles; empty if they are
    /// not known or if there are fewer than two.
    public List<PerspectiveShare> shares(Digest digest, Reader reader) {
        return new PerspectiveShares(digest, styles, Texts.of(reader.language()))
                .of(PerspectiveOrder.chosen(digest, reader));
    }

    /// The places of the reader's perspectives in the digest, in the order of the overview.
    public final List<Integer> perspectives(Digest digest, Reader reader) {
        return PerspectiveOrder.chosen(digest, reader);
    }

    /// The caption of that picture. It has no buttons, because a message with a picture cannot be
    /// edited into a text message.
    public Content cardCaption(Digest digest, Reader reader) {
        Texts texts = Texts.of(reader.language());
        var lead = new LeadPanel(digest, reader, texts, styles);
        return Content.of(List.of(lead.title(lead.counts(PerspectiveOrder.chosen(digest, reader)))), List.of());
    }

    private static List<Panel> overview(
            Digest digest, Reader reader, Texts texts, LeadPanel lead, PerspectivePanels perspectivePanels) {
        List<Integer> perspectives = PerspectiveOrder.chosen(digest, reader);
        List<Block> highlights = digest.highlights();
        Length length = reader.reading().length();
        if (length == Length.HEADLINES) {
            return List.of(lead.panel(
                    lead.countsAndShares(perspectives),
                    Visibility.inBlocks(highlights) ? highlights : notice(texts, "no-highlights")));
        }
        List<Panel> panels = new ArrayList<>();
        panels.add(lead.panel(lead.countsAndShares(perspectives), highlights));
        List<Section> sections = digest.sections();
        int firstPerspective = 0;
        while (firstPerspective < sections.size()
                && !(sections.get(firstPerspective) instanceof Section.PerspectiveSection)) {
            firstPerspective++;
        }
        panels.addAll(others(sections.subList(0, firstPerspective)));
        int limit = length == Length.SHORT ? SHORT : PerspectivePanels.ALL;
        if (reader.reading().layout() == Layout.SIDE_BY_SIDE && perspectives.size() > 1) {
            panels.addAll(perspectivePanels.sideBySide(perspectives, limit));
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

    static List<Block> notice(Texts texts, String text) {
        return notice(texts.format(text));
    }

    static List<Block> notice(String text) {
        return List.of(new Block.Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(text))))));
    }

    /// The reader's length and layout are ignored.
    private static final class CardTextWriter {

        private final Digest digest;
        private final Reader reader;
        private final TopicStyles styles;
        private final Texts texts;
        private final PerspectiveShares shares;

        CardTextWriter(Digest digest, Reader reader, TopicStyles styles) {
            this.digest = digest;
            this.reader = reader;
            this.styles = styles;
            texts = Texts.of(reader.language());
            shares = new PerspectiveShares(digest, styles, texts);
        }

        CardText text() {
            var lead = new LeadPanel(digest, reader, texts, styles);
            List<Integer> perspectives = PerspectiveOrder.chosen(digest, reader);
            return new CardText(
                    digest.topic().name(),
                    lead.dayAndCounts(),
                    digest.correction()
                            .map(new CorrectionLine(
                                    texts, reader.zone(), digest.key().day())::of),
                    shares.of(perspectives),
                    points(digest.highlights()),
                    perspectives.stream().map(this::perspective).toList(),
                    digest.sections().stream().flatMap(CardTextWriter::heading).toList());
        }

        private CardText.CardPerspective perspective(int ordinal) {
            Perspective perspective = digest.perspectives().get(ordinal);
            return new CardText.CardPerspective(
                    perspective.name(),
                    styles.perspective(digest, ordinal).colour(),
                    counts(ordinal),
                    points(digest.perspective(ordinal)));
        }

        private String counts(int ordinal) {
            List<String> counts = new ArrayList<>();
            digest.perspectives().get(ordinal).count().ifPresent(count -> counts.add(texts.format("articles", count)));
            shares.outlets(ordinal).ifPresent(counts::add);
            return String.join(LeadPanel.SEPARATOR, counts);
        }

        /// The points; blocks without any point (such as a lone heading) count as one.
        private static List<List<Block>> points(List<Block> blocks) {
            if (!Visibility.inBlocks(blocks)) {
                return List.of();
            }
            List<List<Block>> points = BulletPoints.each(blocks);
            return points.isEmpty() ? List.of(blocks) : points;
        }

        private static Stream<String> heading(Section section) {
            return section instanceof Section.OtherSection(String heading, List<Block> _) && Visibility.in(heading)
                    ? Stream.of(heading)
                    : Stream.of();
        }
    }
}
