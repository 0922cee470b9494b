package digestbot.library.search;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.DigestView;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchableText.SearchableLine;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitHighlighterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steel          | Tariffs on steel.                | Tariffs on [steel].
            STEEL tariff   | Tariffs on steel.                | [Tariffs] on [steel].
            st             | Tariffs on steel.                | Tariffs on steel.
            cafe           | A Café in Zürich                 | A [Café] in Zürich
            zürich         | a cafe in Zurich                 | a cafe in [Zurich]
            don't          | He said “don't” twice            | He said “[don't]” twice
            海峡           | 台湾海峡的渡轮                   | 台湾[海峡]的渡轮
            峡海           | 台湾海峡的渡轮                   | 台湾海峡的渡轮
            渡 台湾        | 台湾海峡的渡轮                   | [台湾]海峡的[渡]轮
            us-china       | The US and China, US-China, us   | The US and China, [US-China], us
            """)
    void marksWhatTheIndexFinds(String typed, String line, String marked) {
        assertThat(text(in(typed, line))).isEqualTo(marked);
    }

    @Test
    void choosesTheLineThatTellsMost() {
        assertThat(text(in(
                        "steel", "China", "Steel", "Tariffs on steel are what both of them speak about", "On steel")))
                .startsWith("Tariffs on [steel] are");
        assertThat(text(in("steel china", "Steel here, and much more of it than ever", "Steel, China")))
                .isEqualTo("[Steel], [China]");
    }

    @Test
    void cutsALongLineAroundWhatWasFoundAndNeverWithinALetter() {
        String long1 = "word ".repeat(100) + "steel" + " word".repeat(100);
        assertThat(text(in("steel", long1)))
                .startsWith("…word ")
                .contains(" [steel] word")
                .endsWith("…")
                .hasSizeLessThan(200);
        for (int i = 0; i < 8; i++) {
            String faces = "x".repeat(i) + "😀".repeat(300);
            assertThat(text(in("x".repeat(i) + "y", faces))).doesNotContain("?").endsWith("😀…");
        }
    }

    @Test
    void marksNothingWhereNothingIsFound() {
        assertThat(text(in("", "A line of a digest that is long enough to tell something")))
                .isEqualTo("A line of a digest that is long enough to tell something");
        assertThat(in("x").pieces()).isEmpty();
    }

    @Test
    void aDigestOfAnyLengthTakesLittle() {
        var looked = new AtomicInteger();
        String line = "a line without the word. ".repeat(4);
        var endless = new AbstractList<SearchableLine>() {
            @Override
            public SearchableLine get(int index) {
                looked.incrementAndGet();
                return new SearchableLine(line, new DigestView.Overview());
            }

            @Override
            public int size() {
                return 1_000_000;
            }
        };
        HitHighlighter.of("steel").in(endless);
        assertThat(looked).hasValueLessThanOrEqualTo(HitHighlighter.MAX_LENGTH / line.length() + 1);
        String filler = " word".repeat(HitHighlighter.MAX_LENGTH);
        assertThat(text(in("steel", "Steel" + filler))).startsWith("[Steel] word");
        assertThat(text(in("steel", filler + " steel"))).doesNotContain("[");
    }

    @Test
    void onlySoManyWordsAreLookedFor() {
        String words = IntStream.range(0, 20).mapToObj("word%d"::formatted).collect(Collectors.joining(" "));
        assertThat(SearchTokenizer.typed(words)).hasSize(8);
        assertThat(text(in(words, words))).contains("[word7] word8 word9");
    }

    @Test
    void namesThePartsThatTellMost() {
        var lines = List.of(
                new SearchableLine("Steel and tariffs", new DigestView.OnePerspective(0)),
                new SearchableLine("Steel, of which much is said elsewhere as well", new DigestView.Overview()),
                new SearchableLine("Tariffs on steel", new DigestView.Sources()));
        assertThat(HitHighlighter.of("steel steel tariffs").in(lines).parts())
                .containsExactly(new DigestView.OnePerspective(0), new DigestView.Sources());
        assertThat(HitHighlighter.of("copper").in(lines).parts()).isEmpty();
    }

    private static Snippet in(String typed, String... lines) {
        return HitHighlighter.of(typed)
                .in(Arrays.stream(lines)
                        .map(line -> new SearchableLine(line, new DigestView.Overview()))
                        .toList());
    }

    private static String text(Snippet passage) {
        return passage.pieces().stream()
                .map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }
}
