package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.List;

/// Every visible character of a text with all its formatting, which packing must not change.
public final class DecoratedText {

    private final List<String> characters = new ArrayList<>();

    private DecoratedText() {}

    /// The characters of the panels' bodies, such as `x /li3/p/b`.
    public static List<String> bodies(List<Panel> panels) {
        var all = new DecoratedText();
        panels.forEach(panel -> all.blocks(panel.body(), " " + panel.style()));
        return all.characters;
    }

    /// The visible characters of everything in the panels, without formatting, and without the
    /// titles of continued panels.
    public static String everything(List<Panel> panels) {
        var all = new DecoratedText();
        for (Panel panel : panels) {
            if (!panel.title().endsWith(" …")) {
                all.text(panel.title(), "");
            }
            all.inlines(panel.subtitle(), "");
            all.blocks(panel.body(), "");
            all.inlines(panel.footer(), "");
        }
        return all.characters.stream()
                .map(character -> character.substring(0, character.indexOf(' ')))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private void blocks(List<Block> blocks, String path) {
        for (Block block : blocks) {
            switch (block) {
                case Block.Paragraph(var content) -> inlines(content, path + "/p");
                case Block.Heading(int level, var content) -> inlines(content, path + "/h" + level);
                case Block.Quote(var quoted) -> blocks(quoted, path + "/quote");
                case Block.CodeBlock(var language, var text) -> text(text, path + "/pre-" + language);
                case Block.HorizontalRule() -> text("—", path + "/hr");
                case Block.ItemList list -> {
                    for (int i = 0; i < list.items().size(); i++) {
                        String place = path + (list.ordered() ? "/li" + (list.start() + i) : "/li");
                        int before = characters.size();
                        blocks(list.items().get(i).blocks(), place);
                        if (characters.size() == before
                                && list.items().get(i).blocks().isEmpty()) {
                            text("•", place);
                        }
                    }
                }
            }
        }
    }

    private void inlines(List<Inline> inlines, String path) {
        for (Inline inline : inlines) {
            switch (inline) {
                case Inline.Text(var text) -> text(text, path);
                case Inline.Code(var text) -> text(text, path + "/code");
                case Inline.Moment moment -> text(moment.text(), path);
                case Inline.Citations citations -> inlines(citations.unlinked().links(), path);
                case Inline.LineBreak() -> {}
                case Inline.Emphasis(var content) -> inlines(content, path + "/i");
                case Inline.Strong(var content) -> inlines(content, path + "/b");
                case Inline.Strikethrough(var content) -> inlines(content, path + "/s");
                case Inline.Link(var address, var content) -> inlines(content, path + "/" + address.url());
            }
        }
    }

    private void text(String text, String path) {
        text.codePoints()
                .filter(Visibility::isVisible)
                .forEach(point -> characters.add(Character.toString(point) + " " + path));
    }
}
