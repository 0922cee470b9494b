package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Inline;
import digestbot.markdown.Markdown;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MessagePreviewTest {

    private static final Panel PANEL = new Panel(
            Panel.PanelStyle.PERSPECTIVE,
            "China <b>",
            "🔴",
            OptionalInt.of(0xff0000),
            List.of(new Inline.Text("Subtitle")),
            Markdown.parse("- A **bold** point"),
            List.of());
    private static final Content CONTENT = Content.of(
            List.of(PANEL),
            List.of(List.of(
                    Button.link("Read", WebAddress.parse("https://example.org/").orElseThrow()))));

    @Test
    void drawsEachMessageAlikeWithItsButtonsAsLabels() {
        var preview = new MessagePreview((_, content) -> List.of(content, content), 3);
        String telegram = preview.of(Platform.TELEGRAM, CONTENT).render();
        assertThat(telegram)
                .contains("🔴 China &lt;b&gt;", "<strong>bold</strong>", "Subtitle", "Read ↗", "part perspective")
                .containsOnlyOnce("aria-label=\"Preview on Telegram\"");
        assertThat(telegram.split("class=\"message\"", -1)).hasSize(3);
        assertThat(preview.of(Platform.DISCORD, CONTENT).render())
                .isEqualTo(telegram.replace("telegram", "discord").replace("Telegram", "Discord"));
    }
}
