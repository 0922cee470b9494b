package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.subscription.Layout;
import digestbot.subscription.Length;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Editions with the configured ornaments.
///
/// The overview has the lead with the highlights, then the chosen sides as [SideOrder] says, with the author's
/// other sections before or after them as in the digest. A reader's length and layout hold for the overview
/// alone: whoever asks for a side, or for two side by side, gets all of it. A view that the digest does not have
/// is the overview.
public final class StyledEditions implements Editions {

    /// So many points of each side are a short overview: the same of each, whatever it has.
    private static final int SHORT = 2;

    private final Styles styles;

    public StyledEditions(Styles styles) {
        this.styles = styles;
    }

    @Override
    public Content edition(long number, Digest digest, View view, Reader reader, List<Numbered> others) {
        if (!has(digest, view)) {
            return edition(number, digest, new View.Overview(), reader, others);
        }
        Words words = Words.of(reader.language());
        var lead = new Lead(digest, reader, words, styles);
        var panels = new SidePanels(digest, styles, words);
        List<Integer> all = SideOrder.all(digest, reader);
        var buttons = new ViewButtons(number, digest, styles, words);
        List<List<Button>> rows = new ArrayList<>(buttons.rows(view, all, others));
        if (view instanceof View.Sources sources) {
            rows.addAll(buttons.outlets(sources, SourceLines.hidden(digest, reader)));
        }
        List<Panel> shown = switch (view) {
            case View.Overview() -> overview(digest, reader, words, lead, panels);
            case View.OneSide(int ordinal) ->
                List.of(
                        lead.panel(List.of(), List.of()),
                        panels.one(ordinal, articles(digest, ordinal, words), SidePanels.ALL));
            case View.SideBySide() -> {
                List<Integer> two = all.subList(0, 2);
                // None that the reader wants is left out: those that there is no pair for follow alone.
                List<Integer> alone = SideOrder.chosen(digest, reader).stream()
                        .filter(ordinal -> !two.contains(ordinal))
                        .toList();
                List<Panel> both = new ArrayList<>();
                both.add(lead.panel(
                        lead.counts(Stream.concat(two.stream(), alone.stream()).toList()), List.of()));
                both.addAll(panels.paired(two.getFirst(), two.getLast(), SidePanels.ALL));
                alone.forEach(ordinal -> both.add(panels.one(ordinal, List.of(), SidePanels.ALL)));
                yield both;
            }
            case View.Sources(boolean hidden) ->
                List.of(lead.panel(lead.sourceCounts(), new SourceLines(digest, styles, words).blocks(reader, hidden)));
        };
        return new Content(shown, rows, Optional.of(new Press.Show(number, view, 0)), lead.name());
    }

    @Override
    public Content changes(long number, Digest digest, Optional<Digest> before, Reader reader) {
        Words words = Words.of(reader.language());
        return Content.of(
                new NewsOfTheDay(styles).panels(digest, before, reader),
                List.of(List.of(Button.ask(
                        words.say(Phrase.WHOLE_DIGEST_BUTTON), new Press.Show(number, new View.Overview(), 0)))));
    }

    private static boolean has(Digest digest, View view) {
        return switch (view) {
            case View.OneSide(int ordinal) -> ordinal < digest.perspectives().size();
            case View.SideBySide() -> digest.perspectives().size() > 1;
            case View.Overview(), View.Sources _ -> true;
        };
    }

    private static List<Inline> articles(Digest digest, int ordinal, Words words) {
        OptionalInt count = digest.perspectives().get(ordinal).count();
        return count.isPresent() ? Lead.line(List.of(words.say(Phrase.ARTICLES, count.getAsInt()))) : List.of();
    }

    @Override
    public Content gathering(Gathering why, List<Entry> digests, Reader reader, int detail) {
        return new GatheringPanels(styles, reader, why).of(digests, detail);
    }

    @Override
    public CardText card(Digest digest, Reader reader) {
        return new CardWriting(digest, reader, styles).text();
    }

    /// Without buttons: a picture cannot become a text when one of them is pressed.
    @Override
    public Content besideCard(Digest digest, Reader reader) {
        var lead = new Lead(digest, reader, Words.of(reader.language()), styles);
        return Content.of(List.of(lead.title(lead.counts(SideOrder.chosen(digest, reader)))), List.of());
    }

    private static List<Panel> overview(Digest digest, Reader reader, Words words, Lead lead, SidePanels sidePanels) {
        List<Integer> sides = SideOrder.chosen(digest, reader);
        List<Block> highlights = digest.highlights();
        Length length = reader.reading().length();
        if (length == Length.HEADLINES) {
            return List.of(lead.panel(
                    lead.counts(sides), Visible.inBlocks(highlights) ? highlights : says(words, Phrase.NO_HIGHLIGHTS)));
        }
        List<Panel> panels = new ArrayList<>();
        panels.add(lead.panel(lead.counts(sides), highlights));
        List<Section> sections = digest.sections();
        int firstSide = 0;
        while (firstSide < sections.size() && !(sections.get(firstSide) instanceof Section.Side)) {
            firstSide++;
        }
        panels.addAll(others(sections.subList(0, firstSide)));
        int most = length == Length.SHORT ? SHORT : SidePanels.ALL;
        boolean paired = reader.reading().layout() == Layout.SIDE_BY_SIDE && sides.size() > 1;
        if (paired) {
            panels.addAll(sidePanels.paired(sides.getFirst(), sides.get(1), most));
        }
        sides.subList(paired ? 2 : 0, sides.size())
                .forEach(ordinal -> panels.add(sidePanels.one(ordinal, List.of(), most)));
        panels.addAll(others(sections.subList(firstSide, sections.size())));
        return panels;
    }

    private static List<Panel> others(List<Section> sections) {
        List<Panel> panels = new ArrayList<>();
        for (Section section : sections) {
            if (section instanceof Section.Other(String heading, List<Block> blocks)) {
                panels.add(new Panel(Panel.Kind.PLAIN, heading, "", OptionalInt.empty(), List.of(), blocks, List.of()));
            }
        }
        return panels;
    }

    static List<Block> says(Words words, Phrase phrase) {
        return says(words.say(phrase));
    }

    static List<Block> says(String text) {
        return List.of(new Block.Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(text))))));
    }
}
