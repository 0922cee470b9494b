package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerspectivePaletteTest {

    @ParameterizedTest(name = "numbers {0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -          | 🔵 🔴 🟢
            0 1 2      | 🔵 🔴 🟢
            2 0 1      | 🟢 🔵 🔴
            7 3 19     | ⚪ 🟡 🔶
            0 20 40    | 🔵 🔴 🟢
            20 0 1     | 🟢 🔵 🔴
            41 21 1    | 🟡 🟢 🔴
            39 19 18   | 🔵 🔶 🔷
            1          | 🔴 🟢 🟡
            """)
    void aPerspectiveHasThePlaceOfItsNumberAndNoTwoOfADigestLookAlike(String numbers, String dots) {
        Digest digest = SampleDigests.perspectives(1, 1, 1).digest().withColourNumbers(numbers(numbers));
        List<PerspectiveStyle> styles = StyleRegistry.DEFAULT.perspectives(digest);
        assertThat(styles.stream().map(PerspectiveStyle::emoji).collect(Collectors.joining(" ")))
                .isEqualTo(dots);
        assertThat(styles.stream().map(PerspectiveStyle::colour)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 3).mapToObj(i -> StyleRegistry.DEFAULT.perspective(digest, i)))
                .isEqualTo(styles);
    }

    private static List<Integer> numbers(String numbers) {
        return numbers == null
                ? List.of()
                : Arrays.stream(numbers.split(" ", -1)).map(Integer::valueOf).toList();
    }

    @Test
    void twentyPerspectivesAllLookDifferentWhateverTheirNumbers() {
        Digest digest = SampleDigests.perspectives(
                        IntStream.generate(() -> 1).limit(20).toArray())
                .digest()
                .withColourNumbers(
                        IntStream.range(0, 20).map(i -> i * 20 + 5).boxed().toList());
        assertThat(StyleRegistry.DEFAULT.perspectives(digest))
                .extracting(PerspectiveStyle::emoji)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsConfiguredForATopicGoesBeforeTheDefault() {
        StyleRegistry styles =
                SampleDigests.styles("us-china", "", Map.of("a", SampleDigests.look("🇺🇸", 0x112233, null)));
        Digest digest = SampleDigests.perspectives(1, 1).digest().withColourNumbers(List.of(4, 3));
        assertThat(styles.perspective(digest, 0)).isEqualTo(new PerspectiveStyle("🇺🇸", 0x112233, "A"));
        assertThat(styles.perspective(digest, 1).emoji()).isEqualTo("🟡");
    }

    @Test
    void aConfiguredColourHoldsInOtherTopicsAndNoOtherPerspectiveResemblesIt() {
        StyleRegistry styles =
                SampleDigests.styles("energy", "", Map.of("a", SampleDigests.look("🇺🇸", 0xb8443a, null)));
        Digest digest = SampleDigests.perspectives(1, 1, 1, 1).digest().withColourNumbers(List.of(0, 1, 2, 10));
        assertThat(styles.perspectives(digest))
                .extracting(PerspectiveStyle::emoji, PerspectiveStyle::colour)
                .containsExactly(
                        tuple("🔴", 0xb8443a), tuple("🔶", 0xb0567f), tuple("🟢", 0x4b8f5b), tuple("🔷", 0x2f8f9d));
    }

    @ParameterizedTest
    @CsvSource({
        "x, China, 🇨🇳",
        "x, united states, 🇺🇸",
        "x, Vereinigte Staaten, 🇺🇸",
        "x, Estados Unidos, 🇺🇸",
        "x, 美国, 🇺🇸",
        "x, USA, 🇺🇸",
        "x, European Union, 🇪🇺",
        "us, Washington, 🇺🇸",
        "united-states, 华盛顿, 🇺🇸",
        "no, No, 🔵",
        "x, Chinatown, 🔵"
    })
    void countriesHaveTheirFlags(String id, String name, String emoji) {
        Digest digest = new SampleDigests().perspective(id, name, -1, List.of()).digest();
        assertThat(StyleRegistry.DEFAULT.perspective(digest, 0).emoji()).isEqualTo(emoji);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            🔵  | ff0000 | 🟦
            ⚪️ | 000000 | ⬜
            🔷  | 000000 | 🟦
            🟥  | 0000ff | 🟥
            🇺🇸  | 3b6fb6 | 🟦
            🇺🇸  | 0a3161 | 🟦
            🇨🇳  | b8443a | 🟥
            🇨🇳  | de2910 | 🟥
            🇪🇺  | c9a227 | 🟨
            🇪🇺  | 003399 | 🟦
            🇮🇳  | ff9933 | 🟧
            🇧🇷  | 009739 | 🟩
            ''  | 6a1b9a | 🟪
            🐻  | 6b4423 | 🟫
            🏳  | f4f4f4 | ⬜
            🏴  | 101010 | ⬛
            """)
    void aSquareIsThatOfTheDotOrTheNearestToTheColour(String emoji, String colour, String square) {
        Digest digest = SampleDigests.perspectives(1).digest();
        assertThat(PerspectivePalette.squares(
                        digest.perspectives(), List.of(new PerspectiveStyle(emoji, Integer.parseInt(colour, 16), "A"))))
                .containsExactly(square);
    }

    @Test
    void squaresOfADigestAreDifferentWhileThereAreEnough() {
        Digest nine = SampleDigests.perspectives(
                        IntStream.generate(() -> 1).limit(9).toArray())
                .digest();
        List<PerspectiveStyle> blue = IntStream.range(0, 9)
                .mapToObj(_ -> new PerspectiveStyle("🇺🇸", 0x3b6fb6, "A"))
                .toList();
        assertThat(PerspectivePalette.squares(nine.perspectives(), blue))
                .startsWith("🟦")
                .doesNotHaveDuplicates();
        assertThat(PerspectivePalette.squares(
                        nine.withColourNumbers(List.of(8, 7, 6, 5, 4, 3, 2, 1, 0))
                                .perspectives(),
                        blue))
                .endsWith("🟦");
    }
}
