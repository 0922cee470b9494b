package digestbot.content.views;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Section;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A digest without the points that contain words muted by the reader, and the number of those
/// points. A section that lost all its points says how many it had.
final class UnmutedDigest {

    private final ViewContext view;
    private final Set<String> muted;
    private final String language;
    private final Map<Integer, Integer> ofPerspectives = new HashMap<>();
    private int ofHighlights;
    private int ofOthers;

    UnmutedDigest(ViewContext all) {
        this.muted = all.reader().words().muted();
        this.language = all.digest().key().language();
        this.view = muted.isEmpty() ? all : all.with(unmuted(all.digest(), all.texts()));
    }

    ViewContext view() {
        return view;
    }

    /// Adds the number of omitted points to the content of a view. The overview also gets the
    /// passage that caused the delivery.
    Content withWords(Content content, DigestView shown) {
        Panel lead = withMuted(content.panels().getFirst(), count(shown));
        if (shown instanceof DigestView.Overview) {
            lead = withPassage(lead);
        }
        List<Panel> panels = new ArrayList<>(content.panels());
        panels.set(0, lead);
        return content.withPanels(panels);
    }

    private Panel withMuted(Panel panel, int points) {
        if (points == 0) {
            return panel;
        }
        List<Inline> subtitle = new ArrayList<>(panel.subtitle());
        String line = view.texts().format("muted-points", points);
        subtitle.add(new Inline.Text(subtitle.isEmpty() ? line : ViewContext.SEPARATOR + line));
        return panel.withSubtitle(subtitle);
    }

    /// Puts the first passage with the followed word on top, together with the perspective that
    /// reports it.
    private Panel withPassage(Panel lead) {
        Optional<String> followed = view.reader().words().followed().stream().findFirst();
        if (followed.isEmpty()) {
            return lead;
        }
        return WordText.of(view.digest())
                .passage(followed.get())
                .map(passage -> {
                    List<Inline> quoted = new ArrayList<>();
                    passage.perspective()
                            .ifPresent(ordinal -> quoted.add(new Inline.Text(view.texts()
                                    .format("labelled", view.style(ordinal).label(), ""))));
                    for (Piece piece : passage.pieces()) {
                        Inline text = new Inline.Text(piece.text());
                        quoted.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
                    }
                    List<Block> body = new ArrayList<>();
                    body.add(Block.Paragraph.of(view.texts().format("followed-passage", passage.found())));
                    body.add(new Block.Quote(List.of(new Block.Paragraph(quoted))));
                    body.addAll(lead.body());
                    return lead.withBody(body);
                })
                .orElse(lead);
    }

    private int count(DigestView shown) {
        return switch (shown) {
            case DigestView.Overview() ->
                switch (view.reader().reading().length()) {
                    case HEADLINES -> ofHighlights;
                    case SHORT, FULL -> count() + ofOthers;
                };
            case DigestView.OnePerspective(int ordinal) -> count(List.of(ordinal));
            case DigestView.SideBySide() -> count(view.all());
            case DigestView.Sources _ -> 0;
        };
    }

    /// The number of points omitted from the highlights and the reader's perspectives.
    int count() {
        return ofHighlights + count(view.chosen());
    }

    private int count(List<Integer> perspectives) {
        return perspectives.stream()
                .mapToInt(ordinal -> ofPerspectives.getOrDefault(ordinal, 0))
                .sum();
    }

    private Digest unmuted(Digest all, Texts texts) {
        List<Block> highlights = unmuted(all.highlights());
        ofHighlights = omitted(all.highlights(), highlights);
        List<Section> sections = new ArrayList<>();
        for (Section section : all.sections()) {
            List<Block> left = unmuted(section.blocks());
            int omitted = omitted(section.blocks(), left);
            switch (section) {
                case Section.PerspectiveSection(int ordinal, var _) ->
                    ofPerspectives.merge(ordinal, omitted, Integer::sum);
                case Section.OtherSection _ -> ofOthers += omitted;
                case Section.SourceListPlaceholder _ -> {}
            }
            sections.add(section.withBlocks(blocks -> orCount(blocks, left, texts)));
        }
        return all.with(highlights, sections);
    }

    private static int omitted(List<Block> all, List<Block> left) {
        return BulletPoints.count(all) - (left.isEmpty() ? 0 : BulletPoints.count(left));
    }

    private static List<Block> orCount(List<Block> all, List<Block> left, Texts texts) {
        return Visibility.inBlocks(left) || !Visibility.inBlocks(all)
                ? left
                : ViewContext.notice(texts.format("muted-points", omitted(all, left)));
    }

    /// The blocks without the muted points, and without what stands before or after points if none
    /// is left.
    private List<Block> unmuted(List<Block> blocks) {
        if (muted.isEmpty()) {
            return blocks;
        }
        boolean lists = blocks.stream().anyMatch(ItemList.class::isInstance);
        List<Block> left = new ArrayList<>();
        for (Block block : blocks) {
            if (lists && block instanceof ItemList list) {
                List<Block.Item> items = list.items().stream()
                        .filter(item -> !isMuted(item.blocks()))
                        .toList();
                if (!items.isEmpty()) {
                    left.add(list.with(items));
                }
            } else if (lists || !BulletPoints.isPoint(block) || !isMuted(List.of(block))) {
                left.add(block);
            }
        }
        boolean noneLeft = BulletPoints.count(blocks) > 0
                && left.stream().noneMatch(lists ? ItemList.class::isInstance : BulletPoints::isPoint);
        return noneLeft ? List.of() : left;
    }

    private boolean isMuted(List<Block> point) {
        return WordText.of(PlainText.of(point), language).hasAny(muted);
    }
}
