package digestbot.markdown;

import java.util.List;

/// Checks whether content is visible: platforms reject messages without visible content.
public final class Visibility {

    private Visibility() {}

    public static boolean in(String text) {
        return text.codePoints().anyMatch(Visibility::isVisible);
    }

    public static boolean inBlocks(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> switch (block) {
            case Block.Paragraph(var content) -> inInlines(content);
            case Block.Heading heading -> inInlines(heading.content());
            case Block.ItemList list -> !list.items().isEmpty();
            case Block.Quote(var quoted) -> inBlocks(quoted);
            case Block.CodeBlock code -> in(code.text());
            case Block.HorizontalRule() -> true;
        });
    }

    public static boolean inInlines(List<Inline> inlines) {
        return inlines.stream().anyMatch(inline -> in(inline.text()) || inInlines(inline.content()));
    }

    /// Whether the character is visible: not a space, control or format character, nor a
    /// blank letter.
    public static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> false;
            default -> point != 0x2800 && point != 0x3164 && point != 0xffa0 && point != 0x115f && point != 0x1160;
        };
    }
}
