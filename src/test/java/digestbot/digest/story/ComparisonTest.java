package digestbot.digest.story;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.digest.parser.DigestSamples;
import digestbot.digest.story.Comparison.By;
import digestbot.digest.story.Comparison.Row;
import digestbot.digest.story.Continuations.Earlier;
import digestbot.digest.words.FigureDifference;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final String QUAKE = "A magnitude 5.9 earthquake in Yunnan kills 19 people.";
    private static final String DALI = "The Yunnan earthquake of magnitude 5.9 has killed 19 people in Dali.";
    private static final String RECALL = "Zephyr recalls 118,000 electric SUVs over doors that may not open.";
    private static final String HANDLES = "China's Zephyr will recall 118,000 SUVs over door handles.";
    private static final String SAILOR = "A former Navy sailor is sentenced to 16 years for spying.";
    private static final String SOLAR = "Exports of solar panels from Jiangsu fell in January.";

    private static final String QUAKE_ARTICLES = """
            1. [en] [Death toll in Yunnan earthquake climbs to 19](https://example.org/1) - Example Wire {us}
            2. [en] [Yunnan earthquake: death toll rises to 19](https://example.org/2) - Sample Daily {china}
            """;

    @Test
    void theAuthorsPairsComeFirstAndWhatElseIsTheSameIsFoundInTheReadersOrder() {
        Comparison found = of("""
                - %s
                - Talks begin. {pair: talks}
                - %s
                """.formatted(QUAKE, SAILOR), """
                - Guests arrive. {pair: talks "The talks"}
                - %s
                """.formatted(DALI), "", List.of(1, 0));
        assertThat(rows(found))
                .containsExactly(
                        "AUTHOR 1: Guests arrive. 0: Talks begin.", "POINTS 1: %s 0: %s".formatted(DALI, QUAKE));
        assertThat(found.rows().getFirst().words()).contains("The talks");
        assertThat(found.rows().getLast().words()).get().asString().containsIgnoringCase("yunnan");
        assertThat(found.rows()).extracting(found::isFirstByWords).containsExactly(false, true);
        assertThat(rests(found)).containsExactly("1 only [] further []", "0 only [%s] further []".formatted(SAILOR));
    }

    @Test
    void pointsOfOneStoryStandTogether() {
        Comparison found = of(points(QUAKE, RECALL, SAILOR), points(HANDLES, SOLAR, DALI), "", List.of(0, 1));
        assertThat(rows(found))
                .containsExactlyInAnyOrder(
                        "POINTS 0: %s 1: %s".formatted(QUAKE, DALI), "POINTS 0: %s 1: %s".formatted(RECALL, HANDLES));
        assertThat(rests(found))
                .containsExactly("0 only [] further [%s]".formatted(SAILOR), "1 only [] further [%s]".formatted(SOLAR));
    }

    @Test
    void theStoriesOfTheSameTextsAreFoundOnce() {
        assertThat(Comparison.stories(Set.of(text(QUAKE, "us"), text(DALI, "china"))))
                .hasSize(1)
                .isSameAs(Comparison.stories(Set.of(text(DALI, "china"), text(QUAKE, "us"))));
    }

    private static StoryText text(String title, String side) {
        return new StoryText(title, "", "en", side, "", null);
    }

    @Test
    void aPointThatIsRepeatedStaysWithItsStory() {
        assertThat(rows(of(points(QUAKE, QUAKE), points(DALI), "", List.of(0, 1))))
                .containsExactly("POINTS 0: %s / %s 1: %s".formatted(QUAKE, QUAKE, DALI));
    }

    @Test
    void articlesOfOneStoryStandTogetherAndForAPerspectiveWithoutAPoint() {
        Comparison both = of(points(SAILOR), points(SOLAR), QUAKE_ARTICLES, List.of(0, 1));
        assertThat(rows(both))
                .containsExactly("SOURCES 0: Death toll in Yunnan earthquake climbs to 19 · Example Wire"
                        + " 1: Yunnan earthquake: death toll rises to 19 · Sample Daily");
        assertThat(rows(of(
                        points(SAILOR),
                        points("The death toll of the Yunnan earthquake climbs to 19."),
                        QUAKE_ARTICLES,
                        List.of(0, 1))))
                .containsExactly("SOURCES 0: Death toll in Yunnan earthquake climbs to 19 · Example Wire"
                        + " 1: The death toll of the Yunnan earthquake climbs to 19.");
    }

    @Test
    void saysThatSidesGiveDifferentNumbersOfOneThing() {
        String fewer = "The Yunnan earthquake of magnitude 5.9 has killed 12 people in Dali.";
        Comparison differing = of(points(QUAKE), points(fewer), "", List.of(0, 1));
        assertThat(differing.rows().getFirst().figures("en")).contains(new FigureDifference("19 people", "12 people"));
        assertThat(of(points(QUAKE), points(DALI), "", List.of(0, 1))
                        .rows()
                        .getFirst()
                        .figures("en"))
                .isEmpty();
    }

    /// A point is a perspective's own if its story has an article there and none of the others'.
    @Test
    void onlyIsSaidWhereTheSourcesOfAllAreKnownAndNoneOfTheOthersTellsTheStory() {
        String own = QUAKE_ARTICLES + """
                3. [en] [Former Navy sailor sentenced to 16 years for spying](https://example.org/3) - Example Wire {us}
                """;
        assertThat(rests(of(points(QUAKE, SAILOR, RECALL), points(DALI, SOLAR), own, List.of(0, 1))))
                .containsExactly(
                        "0 only [%s] further [%s]".formatted(SAILOR, RECALL),
                        "1 only [] further [%s]".formatted(SOLAR));
        assertThat(rests(of(
                        points(QUAKE, SAILOR, RECALL),
                        points(DALI, SOLAR),
                        own.replace("{china}", "{us}"),
                        List.of(0, 1))))
                .as("China's sources are unknown")
                .containsExactly(
                        "0 only [] further [%s, %s]".formatted(SAILOR, RECALL),
                        "1 only [] further [%s]".formatted(SOLAR));
    }

    @Test
    void whereNothingIsTheSameNothingIsCompared() {
        Comparison found = of(points("us 1", "us 2", SAILOR), points("china 1", "china 2", SOLAR), "", List.of(0, 1));
        assertThat(rows(found)).isEmpty();
        assertThat(found.isEmpty()).isTrue();
        assertThat(of(points(QUAKE, DALI), "", "", List.of(0, 1)).isEmpty())
                .as("one perspective alone")
                .isTrue();
        String[] most = Stream.concat(Collections.nCopies(200, "us 1").stream(), Stream.of(QUAKE))
                .toArray(String[]::new);
        assertThat(of(points(most), points(DALI), "", List.of(0, 1)).isEmpty())
                .as("more texts than are compared")
                .isTrue();
    }

    @Test
    void sectionsThatCompareAreAComparison() {
        Comparison found = of(points(SAILOR), points(SOLAR) + """

                ## Key Differences in Coverage

                One side writes of courts, the other of trade.

                ## The Paris Agreement

                Elections.
                """, "", List.of(0, 1));
        assertThat(found.sections())
                .extracting(Section.OtherSection::heading)
                .containsExactly("Key Differences in Coverage");
        assertThat(found.isEmpty()).isFalse();
    }

    @Test
    void aStoryContinuesTheNewestDigestThatComparesItToo() {
        Digest today = digest(points(QUAKE, RECALL), points(HANDLES, DALI), "");
        Comparison now = Comparison.of(today);
        SequencedMap<Earlier, Digest> before = new LinkedHashMap<>();
        before.put(
                new Earlier(3, 1, today.key()),
                digest(
                        points("A magnitude 4.8 earthquake in Gansu hurts nobody."),
                        points("Nobody is hurt by the Gansu earthquake of magnitude 4.8."),
                        ""));
        before.put(
                new Earlier(2, 1, today.key()),
                digest(
                        points("The magnitude 5.9 earthquake in Yunnan has killed 7 people in Dali."),
                        points("Rescuers search Dali after the Yunnan earthquake of magnitude 5.9.", HANDLES),
                        ""));
        before.put(new Earlier(1, 1, today.key()), digest(points(RECALL, DALI), points(HANDLES, QUAKE), ""));
        Continuations found = Continuations.of(today, List.copyOf(before.keySet()), before::get);
        assertThat(now.rows())
                .extracting(
                        row -> row.words().orElseThrow() + " " + found.of(row).map(Earlier::number))
                .containsExactlyInAnyOrder(
                        "magnitude 5.9 · Yunnan · earthquake Optional[2]", "Zephyr · SUVs · door Optional[1]");
        Row half = new Row(
                "", By.POINTS, Optional.empty(), new LinkedHashMap<>(), Set.of(text(QUAKE, "us"), text(SOLAR, "us")));
        assertThat(found.of(half)).isEmpty();
    }

    @Test
    void theKeywordOfAStoryNamesNoPerspective() {
        for (String[] each : new String[][] {
            {"US · 118,000 SUVs · Chinese · Federal Reserve", "Federal Reserve"},
            {"The talks", "The talks"},
            {"China · United States", ""},
            {"one two three four five six seven eight nine ten", ""}
        }) {
            Digest digest = digest("- Talks. {pair: one \"%s\"}\n".formatted(each[0]), "- More. {pair: one}", "");
            assertThat(Comparison.of(digest).rows().getFirst().keyword(digest).orElse(""))
                    .as(each[0])
                    .isEqualTo(each[1]);
        }
    }

    private static String points(String... points) {
        return Stream.of(points).map(point -> "- " + point + "\n").collect(Collectors.joining());
    }

    private static Comparison of(String us, String china, String sources, List<Integer> perspectives) {
        return Comparison.of(digest(us, china, sources), perspectives);
    }

    private static Digest digest(String us, String china, String sources) {
        return DigestSamples.digest("""
                ---
                title: A day
                date: 2026-03-10
                topic: us-china
                perspectives: [{id: us, name: United States}, {id: china, name: China}]
                ---
                - Much happened.

                ## United States

                %s
                ## China

                %s
                ## Sources

                %s""".formatted(us, china, sources));
    }

    private static List<String> rows(Comparison comparison) {
        return comparison.rows().stream()
                .map(row -> row.by()
                        + row.cells().entrySet().stream()
                                .map(cell -> " %s: %s"
                                        .formatted(
                                                cell.getKey(),
                                                cell.getValue().blocks().stream()
                                                        .map(PlainText::of)
                                                        .collect(Collectors.joining(" / "))))
                                .collect(Collectors.joining()))
                .toList();
    }

    private static List<String> rests(Comparison comparison) {
        return comparison.rests().entrySet().stream()
                .map(rest -> "%s only [%s] further [%s]"
                        .formatted(
                                rest.getKey(),
                                text(rest.getValue().only()),
                                text(rest.getValue().further())))
                .toList();
    }

    private static String text(List<Block> blocks) {
        return PlainText.of(blocks)
                .lines()
                .map(line -> line.replaceFirst("^• ?", ""))
                .collect(Collectors.joining(", "));
    }
}
