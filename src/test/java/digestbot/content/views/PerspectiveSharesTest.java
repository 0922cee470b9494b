package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerspectiveSharesTest {

    private static final String BLUE = "🟦";

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1 1          | 10   | 5 5
            12 11        | 10   | 5 5
            2 1          | 10   | 7 3
            3 1          | 10   | 7 3
            1 3          | 10   | 3 7
            1 1 1        | 10   | 4 3 3
            19 1         | 10   | 9 1
            999 1        | 10   | 9 1
            1 999 1 1    | 10   | 1 7 1 1
            50 49 1      | 10   | 5 4 1
            45 45 5 5    | 10   | 4 4 1 1
            7 0          | 10   | 10 0
            0 3 0 3      | 10   | 0 5 0 5
            999999 999999 | 1000 | 500 500
            1 1 1 1 1 1 1 1 1 1       | 10 | 1 1 1 1 1 1 1 1 1 1
            1 1 1 1 1 1 1 1 1 1 9     | 10 | 1 1 1 1 1 0 0 0 0 0 5
            """)
    void aLengthIsDividedByTheLargestRemainderAndNobodyIsForgotten(String articles, int length, String parts) {
        assertThat(PerspectiveShare.divide(shares(articles), length).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(parts);
    }

    @Test
    void thePartsAlwaysAddUpToTheLengthAndAreNearTheShares() {
        for (int first = 0; first <= 40; first++) {
            for (int second = 0; second <= 40; second++) {
                for (int third = 1; third <= 40; third += 3) {
                    List<Integer> parts = PerspectiveShare.divide(shares(first + " " + second + " " + third), 10);
                    assertThat(parts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
                    double total = first + second + third;
                    assertThat(Math.abs(parts.getFirst() - 10 * first / total)).isLessThan(2);
                    assertThat(parts.getFirst() > 0).isEqualTo(first > 0);
                }
            }
        }
    }

    private static List<PerspectiveShare> shares(String articles) {
        return Arrays.stream(articles.split(" ", -1))
                .map(count -> new PerspectiveShare("A", BLUE, 0, Integer.parseInt(count), count, "A " + count))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3 1   | -    | 🟦🟦🟦🟥 🔵 3 🔴 1
            1 3   | -    | 🟦🟥🟥🟥 🔵 1 🔴 3
            3 1   | b,a  | 🟥🟦🟦🟦 🔴 1 🔵 3
            3 1 1 | c,a  | 🟩🟦🟦🟦 🟢 1 🔵 3
            3 0   | a,b  | 🔵 3 🔴 0
            7 5   | -    | 🟦🟦🟦🟦🟦🟦🟦🟥🟥🟥🟥🟥 🔵 7 🔴 5
            10 8 6 | -   | 🟦🟦🟦🟦🟦🟥🟥🟥🟥🟩🟩🟩 🔵 10 🔴 8 🟢 6
            7 6   | -    | 🔵 7 🔴 6
            10 10 | -    | 🔵 10 🔴 10
            3 1   | b    | 🔴 1
            3     | -    | 🔵 3
            3 -   | a,b  | 4 articles
            0 0   | a,b  | 🔵 0 🔴 0
            """)
    void theOverviewShowsTheSharesOfTheReadersPerspectives(String articles, String wanted, String subtitle) {
        var digests = new SampleDigests().articles(4).day(SampleDigests.DAY.plusDays(1));
        String[] counts = articles.split(" ", -1);
        for (int i = 0; i < counts.length; i++) {
            String id = Character.toString('a' + i);
            digests.perspective(
                    id,
                    Character.toString('A' + i),
                    counts[i].equals("-") ? -1 : Integer.parseInt(counts[i]),
                    List.of());
        }
        assertThat(subtitle(digests.digest(), StyleRegistry.DEFAULT, "en", wanted == null ? "" : wanted))
                .isEqualTo(subtitle);
    }

    @Test
    void withoutStatedNumbersArticlesAreCountedOnlyIfEachBelongsToAPerspective() {
        SampleDigests digests = cited("Harbour Post", "长江日报", "Delta Daily", "Harbour Post")
                .perspective("us", "United States", -1, List.of())
                .perspective("china", "China", -1, List.of());
        assertThat(subtitle(digests.sourcesOf(0, 1, -1, 0).digest(), "en")).isEqualTo("4 articles · 3 outlets");
        assertThat(subtitle(digests.sourcesOf(0, 1, 1, 1).digest(), "de"))
                .isEqualTo("🟦🟥🟥🟥 🇺🇸 1 🇨🇳 3 · 3 Medien");
    }

    /// The number of a perspective's outlets is known only if each of its articles is cited.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 2 2    | US 2 (1 outlet), China 2 (2 outlets)
            de | 2 2    | US 2 (1 Medium), China 2 (2 Medien)
            es | 2 2    | US 2 (1 medio), China 2 (2 medios)
            zh | 2 2    | US 2（1 家媒体）, China 2（2 家媒体）
            en | 3 2    | US 3, China 2 (2 outlets)
            en | 1200 1 | US 1,200, China 1
            en | 2 0    | US 2 (1 outlet), China 0
            """)
    void outletsAreCountedWhereEachArticleIsCited(String language, String articles, String text) {
        String[] counts = articles.split(" ", -1);
        Digest digest = cited("Harbour Post", "长江日报", "Delta Daily", "HarbourPost ")
                .perspective("us", "US", Integer.parseInt(counts[0]), List.of())
                .perspective("china", "China", Integer.parseInt(counts[1]), List.of())
                .sourcesOf(0, 1, 1, 0)
                .digest();
        var reader = new Reader(language, wanted("us,china"), digest.key().day(), ZoneOffset.UTC);
        assertThat(new DigestContentBuilder(StyleRegistry.DEFAULT).shares(digest, reader))
                .map(PerspectiveShare::fullText)
                .containsExactly(text.split(", "));
    }

    private static SampleDigests cited(String... outlets) {
        var digests = new SampleDigests();
        for (int i = 0; i < outlets.length; i++) {
            digests.source(i + 1, "Title", "https://example.org/" + i, outlets[i], SampleDigests.DAY, "en");
        }
        return digests;
    }

    private static String subtitle(Digest digest, String language) {
        return subtitle(digest, StyleRegistry.DEFAULT, language, "us,china");
    }

    private static String subtitle(Digest digest, StyleRegistry styles, String language, String wanted) {
        var reader = new Reader(language, wanted(wanted), digest.key().day(), ZoneOffset.UTC);
        return ContentDump.text(new DigestContentBuilder(styles)
                .panels(digest, new DigestView.Overview(), reader)
                .getFirst()
                .subtitle());
    }

    private static ReadingOptions wanted(String perspectives) {
        return ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.of(perspectives));
    }
}
