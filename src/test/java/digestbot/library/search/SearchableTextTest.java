package digestbot.library.search;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.Topic;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SearchableTextTest {

    @Test
    void holdsEveryWordOfADigest() {
        Digest digest = new Digest(
                new DigestKey("t", LocalDate.parse("2026-02-07"), "en", ""),
                new Topic("t", "Topic"),
                "Title",
                List.of(new Perspective("n", "North", OptionalInt.empty())),
                List.of(
                        new Block.Heading(2, text("heading")),
                        Block.ItemList.bullets(List.of(new Block.Item(List.of(
                                paragraph("item"),
                                Block.ItemList.bullets(List.of(new Block.Item(List.of(paragraph("nested"))))))))),
                        new Block.Quote(List.of(paragraph("quote"))),
                        new Block.CodeBlock("java", "code"),
                        new Block.HorizontalRule(),
                        new Block.Paragraph(List.of(
                                new Inline.Text("half"),
                                new Inline.Emphasis(text("word ")),
                                new Inline.Strong(text("strong ")),
                                new Inline.Strikethrough(text("struck ")),
                                new Inline.Code("inline"),
                                new Inline.LineBreak(),
                                new Inline.Text("last")))),
                List.of(
                        new Section.PerspectiveSection(0, List.of(paragraph("side"))),
                        new Section.OtherSection("Other", List.of(paragraph("rest"))),
                        new Section.SourceListPlaceholder()),
                List.of(new Source(
                        1, "en", "Article", Optional.empty(), "Outlet", Optional.empty(), OptionalInt.empty())),
                List.of("Wire"),
                OptionalInt.empty(),
                false,
                Optional.of(new Correction(Optional.empty(), new RevisionChanges.AuthorNote("corrected"))),
                Map.of());
        assertThat(String.join(" ", SearchableText.of(digest).split("\\s+")))
                .isEqualTo(
                        "Topic North heading item nested quote code halfword strong struck inline last side Other rest"
                                + " Article Outlet corrected");
    }

    private static List<Inline> text(String text) {
        return List.of(new Inline.Text(text));
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(text(text));
    }

    @Test
    void wordsAreCutAsTheSearchCutsThem() {
        assertThat(SearchTokenizer.words("US-China: Café, G7 ＡＢＣ"))
                .containsExactlyInAnyOrder("us", "china", "cafe", "g7", "abc");
        assertThat(SearchTokenizer.words("يُنظر للتكيّف")).containsExactlyInAnyOrder("ينظر", "للتكيف");
        assertThat(SearchTokenizer.words("<b>one\u202etwo\u200f</b>")).containsExactly("b", "one", "two", "b");
    }
}
