package digestbot.content.views;

import digestbot.digest.Digest;
import digestbot.digest.PointMark;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Adds a note to each point that its author has marked as reported by one perspective alone.
record OnlyNotes(Digest digest, TopicStyles styles, Texts texts) {

    static Digest in(Digest digest, TopicStyles styles, Texts texts) {
        return digest.withBlocks(new OnlyNotes(digest, styles, texts)::in);
    }

    List<Block> in(List<Block> blocks) {
        return blocks.stream()
                .map(block -> block instanceof ItemList(boolean ordered, int start, List<Item> items)
                        ? new ItemList(
                                ordered, start, items.stream().map(this::in).toList())
                        : block)
                .toList();
    }

    private Item in(Item item) {
        return PointMark.of(item)
                .filter(PointMark.Only.class::isInstance)
                .map(mark -> noted(item, ((PointMark.Only) mark).perspective()))
                .orElse(item);
    }

    private Item noted(Item item, String perspective) {
        List<Block> blocks = new ArrayList<>(item.blocks());
        if (blocks.getFirst() instanceof Paragraph(List<Inline> content)) {
            String note = texts.format("only-reports", name(perspective));
            List<Inline> text = new ArrayList<>(content);
            text.add(new Inline.Text(LeadPanel.SEPARATOR));
            text.add(new Inline.Emphasis(List.of(new Inline.Text(note))));
            blocks.set(0, new Paragraph(text));
        }
        return new Item(blocks);
    }

    private String name(String id) {
        OptionalInt ordinal = digest.ordinal(id);
        return ordinal.isPresent()
                ? styles.perspective(digest, ordinal.getAsInt()).shortName()
                : id;
    }
}
