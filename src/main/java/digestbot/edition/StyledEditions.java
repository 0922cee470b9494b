package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.subscription.Length;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Editions with the configured ornaments.
///
/// The overview has the lead with the highlights, then the chosen sides as [SideOrder] says, with the author's other
/// sections before or after them as in the digest. A reader's length holds for the overview alone: whoever asks for
/// one side gets all of it. A view of a side that the digest does not have is the overview.
public final class StyledEditions implements Editions {

    private final Styles styles;

    public StyledEditions(Styles styles) {
        this.styles = styles;
    }

    @Override
    public Content edition(long number, Digest digest, View view, Reader reader) {
        if (view instanceof View.OneSide(int ordinal)
                && ordinal >= digest.perspectives().size()) {
            return edition(number, digest, new View.Overview(), reader);
        }
        Words words = Words.of(reader.language());
        var lead = new Lead(digest, reader, words, styles);
        List<Integer> sides = SideOrder.chosen(digest, reader);
        List<Panel> panels = switch (view) {
            case View.Overview() -> overview(digest, reader, words, lead, sides);
            case View.OneSide(int ordinal) -> {
                OptionalInt count = digest.perspectives().get(ordinal).count();
                List<Inline> subtitle = count.isPresent()
                        ? Lead.line(List.of(words.say(Phrase.ARTICLES, count.getAsInt())))
                        : List.of();
                yield List.of(
                        lead.panel(List.of(), List.of()),
                        side(digest, ordinal, words, subtitle, digest.side(ordinal), 0));
            }
            case View.Sources() -> List.of(lead.panel(lead.sourceCounts(), SourceLines.blocks(digest, words)));
        };
        List<List<Button>> buttons =
                new ViewButtons(number, digest, styles, words).rows(view, SideOrder.all(digest, reader));
        return new Content(panels, buttons, Optional.of(new Press.Show(number, view, 0)));
    }

    @Override
    public Content gathering(Gathering why, List<Numbered> digests, Reader reader, int points) {
        return new GatheringPanels(styles, reader, why).of(digests, points);
    }

    private List<Panel> overview(Digest digest, Reader reader, Words words, Lead lead, List<Integer> sides) {
        List<Block> highlights = digest.highlights();
        if (reader.length() == Length.HEADLINES) {
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
        int lost = reader.length() == Length.SHORT ? pointsToLose(digest, sides) : 0;
        for (int ordinal : sides) {
            panels.add(side(digest, ordinal, words, List.of(), digest.side(ordinal), lost));
        }
        panels.addAll(others(sections.subList(firstSide, sections.size())));
        return panels;
    }

    /// How many points each side loses: as many as leave two of the side that has the fewest, so that no side loses
    /// more than another. A side without any has none to lose and spares the others nothing.
    private static int pointsToLose(Digest digest, List<Integer> sides) {
        int fewest = sides.stream()
                .mapToInt(ordinal -> Points.count(digest.side(ordinal)))
                .filter(points -> points > 0)
                .min()
                .orElse(0);
        return Math.max(0, fewest - 2);
    }

    private Panel side(Digest digest, int ordinal, Words words, List<Inline> subtitle, List<Block> blocks, int lost) {
        Perspective side = digest.perspectives().get(ordinal);
        SideStyle style = styles.side(digest.topic().id(), side, ordinal);
        boolean silent = !Visible.inBlocks(blocks);
        return new Panel(
                Panel.Kind.SIDE,
                side.name(),
                style.emoji(),
                OptionalInt.of(style.colour()),
                subtitle,
                silent ? says(words, Phrase.NOTHING_REPORTED) : Points.withoutLast(blocks, lost),
                silent || lost == 0 ? List.of() : Lead.line(List.of(words.say(Phrase.MORE_POINTS, lost))));
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
        return List.of(new Block.Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(words.say(phrase)))))));
    }
}
