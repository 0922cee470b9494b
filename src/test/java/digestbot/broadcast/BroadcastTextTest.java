package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Button;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastTextTest {

    @Test
    void aLineOfNothingElseIsAButtonAlsoBehindACodeBlock() {
        BroadcastText found = BroadcastText.of("News\n\n[[Read more]](https://example.org/a?b=c#d)\n\nand more");
        assertThat(rows(found)).containsExactly("Read more → https://example.org/a?b=c#d");
        assertThat(found.markdown()).isEqualTo("News\n\n\nand more");
        assertThat(rows(BroadcastText.of("```\nx\n```\n[[Go]](https://example.org/)")))
                .containsExactly("Go → https://example.org/");
    }

    @Test
    void severalOnALineStandSideBySide() {
        BroadcastText found = BroadcastText.of(
                "[[One]](https://a.example/) [[Two]](http://b.example/)\n [[Three]](https://c.example/) ");
        assertThat(rows(found))
                .containsExactly("One → https://a.example/, Two → http://b.example/", "Three → https://c.example/");
        assertThat(found.buttons()).isEqualTo(3);
        assertThat(found.markdown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See [[here]](https://example.org/)",
                "[[here]](https://example.org/).",
                "[here](https://example.org/)",
                "[[here]](javascript:alert)",
                "[[here]](page.html)",
                "[[ ]](https://example.org/)",
                "[[]](https://example.org/)",
                "    [[code]](https://example.org/)",
                "- [[item]](https://example.org/)",
                "```\n[[code]](https://example.org/)\n```",
                "~~~\n```\n[[code]](https://example.org/)\n~~~"
            })
    void anythingElseStaysText(String markdown) {
        BroadcastText found = BroadcastText.of(markdown);
        assertThat(found.rows()).isEmpty();
        assertThat(found.markdown()).isEqualTo(markdown);
    }

    @Test
    void aLongLabelIsShortened() {
        Button button = BroadcastText.of("[[" + "x".repeat(100) + "]](https://example.org/)")
                .rows()
                .getFirst()
                .getFirst();
        assertThat(button.label()).hasSizeLessThanOrEqualTo(40).endsWith("…");
    }

    @Test
    void oddLinesTakeNoTime() {
        for (String odd : List.of("[[", "[[a]](", "[[a]](b) ", "[[a]](https://b) ", " ")) {
            assertThat(BroadcastText.of(odd.repeat(100_000)).markdown()).isNotNull();
        }
    }

    private static List<String> rows(BroadcastText found) {
        return found.rows().stream()
                .map(row -> row.stream()
                        .map(button -> button.label() + " → "
                                + ((Button.Action.OpenUrl) button.action())
                                        .address()
                                        .url())
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}
