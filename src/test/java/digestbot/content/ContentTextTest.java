package digestbot.content;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Panel.PanelStyle;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.markdown.Inline;
import digestbot.markdown.Markdown;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContentTextTest {

    private static final int WIDTH = 24;

    private static Panel panel(PanelStyle style, String title, String body) {
        return new Panel(
                style,
                title,
                "🚢",
                OptionalInt.empty(),
                List.of(),
                Markdown.parse(body),
                List.of(new Inline.Text("The end")));
    }

    private static List<String> lines(Panel... panels) {
        return ContentText.lines(Content.of(List.of(panels), List.of()), WIDTH);
    }

    @Test
    void panelsAreApartAndAPerspectiveHasABar() {
        assertThat(lines(panel(PanelStyle.PLAIN, "Trade", "Text"), panel(PanelStyle.PERSPECTIVE, "China", "- a\n- b")))
                .containsExactly("🚢 Trade", "", "Text", "", "The end", "", "🚢 China", "▏ • a", "▏ • b", "The end");
    }

    @Test
    void eachKindOfBlockIsRecognizedAndNoLineIsTooWide() {
        assertThat(lines(Panel.plain(Markdown.parse("""
                A **bold** text with a [link](https://example.org/).

                1. one two three four five
                2. two

                   - inner

                > quoted

                ```
                code
                ```

                ***
                """))))
                .containsExactly(
                        "A bold text with a link.",
                        "",
                        "1. one two three four",
                        "   five",
                        "2. two",
                        "   • inner",
                        "",
                        "▏ quoted",
                        "",
                        "│ code",
                        "",
                        "────────────────────────");
    }

    @Test
    void buttonsAreLabels() {
        var press = new ReadAction.Show(1, new DigestView.Overview(), 0);
        var shown = new Button("Overview", new Button.Action.Callback(press), true);
        Content message = Content.text("Text", List.of(List.of(shown, Button.callback("US", press)), List.of()));
        assertThat(ContentText.lines(message, WIDTH)).containsExactly("Text", "[✓ Overview] [US]");
    }
}
