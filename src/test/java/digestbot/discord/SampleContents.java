package digestbot.discord;

import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Made-up contents, and short words to make them with.
final class SampleContents {

    private SampleContents() {}

    static Content text(String text) {
        return Content.of(List.of(Panel.plain(List.of(paragraph(t(text))))), List.of());
    }

    static Content panels(Panel... panels) {
        return Content.of(List.of(panels), List.of());
    }

    static Content view(DigestView view, int page, List<List<Button>> buttons, Panel... panels) {
        return new Content(List.of(panels), buttons, Optional.of(new Press.Show(7, view, page)));
    }

    static Panel perspective(String emoji, String name, int colour, Block... body) {
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE, name, emoji, OptionalInt.of(colour), List.of(), List.of(body), List.of());
    }

    static Panel lead(String title, String counts, Block... body) {
        return new Panel(
                Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(t(counts)), List.of(body), List.of());
    }

    static Button show(String label, DigestView view, int page, boolean current) {
        return new Button(label, new Button.Action.Callback(new Press.Show(7, view, page)), current);
    }

    static List<List<Button>> twoPerspectives() {
        return List.of(
                List.of(
                        show("Overview", new DigestView.Overview(), 0, true),
                        show("🇺🇸 US", new DigestView.OnePerspective(0), 0, false),
                        show("🇨🇳 China", new DigestView.OnePerspective(1), 0, false)),
                List.of(show("Sources 20", new DigestView.Sources(), 0, false)));
    }

    static Block.Paragraph paragraph(Inline... content) {
        return new Block.Paragraph(List.of(content));
    }

    static Block.ItemList bullets(String... items) {
        return Block.ItemList.bullets(List.of(items).stream()
                .map(item -> new Block.Item(List.of(paragraph(t(item)))))
                .toList());
    }

    static Block.Item item(Block... blocks) {
        return new Block.Item(List.of(blocks));
    }

    static Inline t(String text) {
        return new Inline.Text(text);
    }

    static Inline em(Inline... content) {
        return new Inline.Emphasis(List.of(content));
    }

    static Inline strong(Inline... content) {
        return new Inline.Strong(List.of(content));
    }

    static Inline strike(Inline... content) {
        return new Inline.Strikethrough(List.of(content));
    }

    static Inline code(String text) {
        return new Inline.Code(text);
    }

    static Inline link(String url, Inline... content) {
        return new Inline.Link(new WebAddress(url), List.of(content));
    }
}
