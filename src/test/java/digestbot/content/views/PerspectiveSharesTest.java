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
                .map(count -> new PerspectiveShare("A", "🔵", BLUE, 0, Integer.parseInt(count), count, "A " + count))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3 1   | -    | 4 articles / 🟦🟦🟦🟥 A 3 · B 1
            1 3   | -    | 4 articles / 🟦🟥🟥🟥 A 1 · B 3
            3 1   | b,a  | 4 articles / 🟥🟦🟦🟦 B 1 · A 3
            3 1 1 | c,a  | 4 articles / 🟩🟦🟦🟦 C 1 · A 3
            3 0   | a,b  | 4 articles / 🟦🟦🟦 A 3 · B 0
            7 5   | -    | 4 articles / 🟦🟦🟦🟦🟦🟦🟦🟥🟥🟥🟥🟥 A 7 · B 5
            10 8 6 | -   | 4 articles / 🟦🟦🟦🟦🟦🟥🟥🟥🟥🟩🟩🟩 A 10 · B 8 · C 6
            7 6   | -    | 4 articles / A 7 · B 6
            3 1   | b    | 4 articles · 🔴 1
            3     | -    | 4 articles · 🔵 3
            3 -   | a,b  | 4 articles · 🔵 3
            0 0   | a,b  | 4 articles · 🔵 0 · 🔴 0
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
        assertThat(subtitle(digests.digest(), TopicStyles.DEFAULT, "en", wanted == null ? "" : wanted))
                .isEqualTo(subtitle);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 4 articles · 2 outlets / 🟦🟦🟥🟥 United States 2 (1 outlet) · China 2 (2 outlets)
            de | 4 Artikel · 2 Medien / 🟦🟦🟥🟥 United States 2 (1 Medium) · China 2 (2 Medien)
            es | 4 artículos · 2 medios / 🟦🟦🟥🟥 United States 2 (1 medio) · China 2 (2 medios)
            zh | 4 篇文章 · 2 家媒体 / 🟦🟦🟥🟥 United States 2（1 家媒体） · China 2（2 家媒体）
            """)
    void outletsAreCountedWhereEachArticleHasAPerspective(String language, String subtitle) {
        SampleDigests digests = cited("Harbour Post", "长江日报", "Delta Daily", "HarbourPost ")
                .perspective("us", "United States", 2, List.of())
                .perspective("china", "China", 2, List.of())
                .articles(4)
                .outlets("One", "Two", "T wo", "two ");
        assertThat(subtitle(digests.digest(), language)).isEqualTo(subtitle.replaceAll("(?: \\(|（)\\d[^)）]*[)）]", ""));
        digests.sourcesOf(0, 1, 1, 0);
        assertThat(subtitle(digests.digest(), language)).isEqualTo(subtitle);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 2    | United States 3 · China 2 (2 outlets)
            1200 1 | United States 1,200 · China 1
            2 0    | United States 2 (1 outlet) · China 0
            """)
    void outletsAreNotCountedWhereNotEveryArticleIsCited(String articles, String text) {
        String[] counts = articles.split(" ", -1);
        SampleDigests digests = cited("Harbour Post", "长江日报", "Delta Daily", "Harbour Post")
                .perspective("us", "United States", Integer.parseInt(counts[0]), List.of())
                .perspective("china", "China", Integer.parseInt(counts[1]), List.of())
                .sourcesOf(0, 1, 1, 0);
        assertThat(subtitle(digests.digest(), "en")).endsWith(" " + text);
    }

    @Test
    void withoutStatedNumbersArticlesAreCountedOnlyIfEachBelongsToAPerspective() {
        SampleDigests digests = cited("Harbour Post", "长江日报", "Delta Daily", "Harbour Post")
                .perspective("us", "United States", -1, List.of())
                .perspective("china", "China", -1, List.of());
        assertThat(subtitle(digests.sourcesOf(0, 1, -1, 0).digest(), "en")).isEqualTo("4 articles · 3 outlets");
        assertThat(subtitle(digests.sourcesOf(0, 1, 1, 0).digest(), "en"))
                .isEqualTo("4 articles · 3 outlets / 🟦🟦🟥🟥 United States 2 (1 outlet) · China 2 (2 outlets)");
    }

    @Test
    void longNamesGiveWayToEmojiAndOutletsToNames() {
        var several = new SampleDigests();
        var many = new SampleDigests();
        for (int i = 0; i < 20; i++) {
            String name = "An alliance with a long name, number " + i;
            if (i < 3) {
                several.perspective("p" + i, "Side with a name " + i, 100, List.of());
            }
            many.perspective("p" + i, name, 1_000_000, List.of());
        }
        assertThat(subtitle(several.digest(), TopicStyles.DEFAULT, "en", "p0,p1,p2"))
                .isEqualTo("🟦🟥🟩 Side with a name 0 100 · Side with a name 1 100 · Side with a name 2 100");
        assertThat(subtitle(many.digest(), TopicStyles.DEFAULT, "en", "p0,*"))
                .startsWith("🔵 1,000,000 · 🟦 1,000,000")
                .doesNotContain("alliance")
                .hasSizeLessThan(400);
    }

    private static SampleDigests cited(String... outlets) {
        var digests = new SampleDigests();
        for (int i = 0; i < outlets.length; i++) {
            digests.source(i + 1, "Title", "https://example.org/" + i, outlets[i], SampleDigests.DAY, "en");
        }
        return digests;
    }

    private static String subtitle(Digest digest, String language) {
        return subtitle(digest, TopicStyles.DEFAULT, language, "us,china");
    }

    private static String subtitle(Digest digest, TopicStyles styles, String language, String wanted) {
        ReadingOptions reading = ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.of(wanted));
        var reader = new Reader(language, reading, digest.key().day(), ZoneOffset.UTC);
        return ContentDump.text(new DigestViews(styles)
                .panels(digest, new DigestView.Overview(), reader)
                .getFirst()
                .subtitle());
    }
}
