package digestbot.content.views;

import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Section;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A digest without the points that have a word that the reader muted, and their numbers. A part of
/// which nothing is left says how many there were.
final class UnmutedDigest {

    private final Digest digest;
    private final Reader reader;
    private final Set<String> muted;
    private final Texts texts;
    private final Map<Integer, Integer> ofPerspectives = new HashMap<>();
    private int ofHighlights;
    private int ofOthers;

    private UnmutedDigest(Digest digest, Reader reader) {
        this.reader = reader;
        this.muted = reader.words().muted();
        texts = Texts.of(reader.language());
        this.digest = muted.isEmpty() ? digest : unmuted(digest);
    }

    static UnmutedDigest of(Digest digest, Reader reader) {
        return new UnmutedDigest(digest, reader);
    }

    Digest digest() {
        return digest;
    }

    /// The points left out of a view.
    int count(DigestView view) {
        return switch (view) {
            case DigestView.Overview() ->
                switch (reader.reading().length()) {
                    case HEADLINES -> ofHighlights;
                    case SHORT, FULL -> ofHighlights + ofOthers + count(PerspectiveOrder.chosen(digest, reader));
                };
            case DigestView.OnePerspective(int ordinal) -> count(List.of(ordinal));
            case DigestView.SideBySide() -> count(PerspectiveOrder.sideBySide(digest, reader));
            case DigestView.Sources _ -> 0;
        };
    }

    /// The points left out of the highlights and the reader's perspectives.
    int count() {
        return ofHighlights + count(PerspectiveOrder.chosen(digest, reader));
    }

    private int count(List<Integer> perspectives) {
        return perspectives.stream()
                .mapToInt(ordinal -> ofPerspectives.getOrDefault(ordinal, 0))
                .sum();
    }

    private Digest unmuted(Digest all) {
        List<Block> highlights = unmuted(all.highlights());
        ofHighlights = omitted(all.highlights(), highlights);
        List<Section> sections = new ArrayList<>();
        for (Section section : all.sections()) {
            sections.add(
                    switch (section) {
                        case Section.PerspectiveSection(int ordinal, List<Block> blocks) -> {
                            List<Block> left = unmuted(blocks);
                            ofPerspectives.merge(ordinal, omitted(blocks, left), Integer::sum);
                            yield new Section.PerspectiveSection(ordinal, orCount(blocks, left));
                        }
                        case Section.OtherSection(String heading, List<Block> blocks) -> {
                            List<Block> left = unmuted(blocks);
                            ofOthers += omitted(blocks, left);
                            yield new Section.OtherSection(heading, orCount(blocks, left));
                        }
                        case Section.SourceListPlaceholder place -> place;
                    });
        }
        return all.with(orCount(all.highlights(), highlights), sections);
    }

    private static int omitted(List<Block> all, List<Block> left) {
        return BulletPoints.count(all) - (left.isEmpty() ? 0 : BulletPoints.count(left));
    }

    private List<Block> orCount(List<Block> all, List<Block> left) {
        return Visibility.inBlocks(left) || !Visibility.inBlocks(all)
                ? left
                : DigestViews.notice(texts.format("muted-points", omitted(all, left)));
    }

    /// The blocks without the muted points, and without what stands before or after points if none
    /// is left.
    List<Block> unmuted(List<Block> blocks) {
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
                    left.add(new ItemList(list.ordered(), list.start(), items));
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
        return new WordText(PlainText.of(point).lines().toList()).hasAny(muted);
    }
}
