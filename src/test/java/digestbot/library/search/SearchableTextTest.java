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
import digestbot.markdown.Markdown;
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
                Markdown.parse("## heading\n\n- item\n  - nested\n\n> quote\n\n```java\ncode\n```\n\n---\n\n"
                        + "half*word* **strong** ~~struck~~ `inline`\\\nlast"),
                List.of(
                        new Section.PerspectiveSection(0, Markdown.parse("side")),
                        new Section.OtherSection("Other", Markdown.parse("rest")),
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

    @Test
    void wordsAreCutAsTheSearchCutsThem() {
        assertThat(SearchTokenizer.words("US-China: Café, G7 ＡＢＣ"))
                .containsExactlyInAnyOrder("us", "china", "cafe", "g7", "abc");
        assertThat(SearchTokenizer.words("يُنظر للتكيّف")).containsExactlyInAnyOrder("ينظر", "للتكيف");
        assertThat(SearchTokenizer.words("<b>one\u202etwo\u200f</b>")).containsExactly("b", "one", "two", "b");
    }
}
