package digestbot.content.views;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.Visibility;
import digestbot.content.WebPage;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Section;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.SharePhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Views of digests with the configured emoji and colours.
///
/// The overview has the lead with the highlights, then the chosen perspectives in
/// [PerspectiveOrder], with the author's other sections before or after them as in the digest. A
/// reader's length and layout apply to the overview only: the views of one perspective and of two
/// side by side are always complete. If the digest does not have the view, the overview is shown.
public final class StyledDigestViews implements DigestViews {

    /// The number of points per perspective in a short overview.
    private static final int SHORT = 2;

    private final TopicStyles styles;

    public StyledDigestViews(TopicStyles styles) {
        this.styles = styles;
    }

    @Override
    public Content view(long number, Digest digest, DigestView view, Reader reader, DigestLinks links) {
        if (!has(digest, view)) {
            return view(number, digest, new DigestView.Overview(), reader, links);
        }
        UnmutedDigest unmuted = UnmutedDigest.of(digest, reader);
        return withWords(content(number, unmuted.digest(), view, reader, links), unmuted, view, reader);
    }

    @Override
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

    /// The view of a digest that has it.
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
            rows.addAll(buttons.outletKinds(sources));
            rows.addAll(buttons.outlets(sources, SourceListBlocks.hidden(digest, reader)));
        }
        return new Content(
                        shown(digest, view, reader, lead),
                        rows,
                        Optional.of(new Press.Show(number, view, 0)),
                        lead.forumTitle())
                .withTopics(List.of(digest.topic()))
                .withPage(page.map(address -> new WebPage(address, texts.format(SharePhrase.READ_ON_WEB))));
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
                List<Integer> two = PerspectiveOrder.all(digest, reader).subList(0, 2);
                // Perspectives beyond the first two follow separately.
                List<Integer> alone = PerspectiveOrder.chosen(digest, reader).stream()
                        .filter(ordinal -> !two.contains(ordinal))
                        .toList();
                List<Panel> both = new ArrayList<>();
                both.add(lead.panel(
                        lead.counts(Stream.concat(two.stream(), alone.stream()).toList()), List.of()));
                both.addAll(panels.paired(two.getFirst(), two.getLast(), PerspectivePanels.ALL));
                alone.forEach(ordinal -> both.add(panels.one(ordinal, List.of(), PerspectivePanels.ALL)));
                yield both;
            }
            case DigestView.Sources sources ->
                List.of(lead.panel(
                        lead.sourceCounts(), new SourceListBlocks(digest, styles, texts).blocks(reader, sources)));
        };
    }

    @Override
    public Content changes(
            long number, Digest digest, Optional<Digest> before, Reader reader, Optional<DigestPages> pages) {
        Texts texts = Texts.of(reader.language());
        List<Button> buttons = new ArrayList<>();
        buttons.add(Button.callback(
                texts.format(DigestPhrase.WHOLE_DIGEST_BUTTON), new Press.Show(number, new DigestView.Overview(), 0)));
        pages.ifPresent(found -> buttons.add(ShareButtons.onTheWeb(found.whole(), texts)));
        return Content.of(new ChangesPanels(styles).panels(digest, before, reader), ButtonRows.of(buttons));
    }

    private static boolean has(Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.OnePerspective(int ordinal) ->
                ordinal < digest.perspectives().size();
            case DigestView.SideBySide() -> digest.perspectives().size() > 1;
            case DigestView.Overview(), DigestView.Sources _ -> true;
        };
    }

    private static List<Inline> articles(Digest digest, int ordinal, Texts texts) {
        OptionalInt count = digest.perspectives().get(ordinal).count();
        return count.isPresent()
                ? LeadPanel.line(List.of(texts.format(DigestPhrase.ARTICLES, count.getAsInt())))
                : List.of();
    }

    @Override
    public Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int detail) {
        return new CombinedPanels(styles, reader, kind).of(digests, detail);
    }

    @Override
    public CardText card(Digest digest, Reader reader) {
        Digest noted = OnlyNotes.in(UnmutedDigest.of(digest, reader).digest(), styles, Texts.of(reader.language()));
        return new CardTextWriter(noted, reader, styles).text();
    }

    @Override
    public List<PerspectiveShare> shares(Digest digest, Reader reader) {
        return new PerspectiveShares(digest, styles, Texts.of(reader.language()))
                .of(PerspectiveOrder.chosen(digest, reader));
    }

    /// The caption has no buttons, because a message with a picture cannot be edited into a text
    /// message.
    @Override
    public Content cardCaption(Digest digest, Reader reader) {
        Texts texts = Texts.of(reader.language());
        var lead = new LeadPanel(digest, reader, texts, styles);
        Panel title = lead.title(lead.counts(PerspectiveOrder.chosen(digest, reader)));
        return Content.of(
                List.of(WordLines.withMuted(
                        title, UnmutedDigest.of(digest, reader).count(), texts)),
                List.of());
    }

    private static List<Panel> overview(
            Digest digest, Reader reader, Texts texts, LeadPanel lead, PerspectivePanels perspectivePanels) {
        List<Integer> perspectives = PerspectiveOrder.chosen(digest, reader);
        List<Block> highlights = digest.highlights();
        Length length = reader.reading().length();
        if (length == Length.HEADLINES) {
            return List.of(lead.panel(
                    lead.countsAndShares(perspectives),
                    Visibility.inBlocks(highlights) ? highlights : notice(texts, DigestPhrase.NO_HIGHLIGHTS)));
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
        boolean paired = reader.reading().layout() == Layout.SIDE_BY_SIDE && perspectives.size() > 1;
        if (paired) {
            panels.addAll(perspectivePanels.paired(perspectives.getFirst(), perspectives.get(1), limit));
        }
        perspectives
                .subList(paired ? 2 : 0, perspectives.size())
                .forEach(ordinal -> panels.add(perspectivePanels.one(ordinal, List.of(), limit)));
        panels.addAll(others(sections.subList(firstPerspective, sections.size())));
        return panels;
    }

    private static List<Panel> others(List<Section> sections) {
        List<Panel> panels = new ArrayList<>();
        for (Section section : sections) {
            if (section instanceof Section.OtherSection(String heading, List<Block> blocks)) {
                panels.add(new Panel(
                        Panel.PanelStyle.PLAIN, heading, "", OptionalInt.empty(), List.of(), blocks, List.of()));
            }
        }
        return panels;
    }

    static List<Block> notice(Texts texts, Phrase phrase) {
        return notice(texts.format(phrase));
    }

    static List<Block> notice(String text) {
        return List.of(new Block.Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(text))))));
    }
}
