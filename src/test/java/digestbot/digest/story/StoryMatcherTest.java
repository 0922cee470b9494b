package digestbot.digest.story;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Outlets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryMatcherTest {

    private static final Path LABELLED = Path.of("src/test/resources/stories");

    private record Labelled(String story, StoryText text) {}

    /// Pairs of texts: those found that belong together, all found, and all that belong together.
    private record Pairs(int right, int found, int wanted) {

        private Pairs plus(Pairs other) {
            return new Pairs(right + other.right, found + other.found, wanted + other.wanted);
        }

        private double precision() {
            return (double) right / found;
        }

        private double recall() {
            return (double) right / wanted;
        }
    }

    /// The weights come from the first four days; the others are held out.
    @Test
    void findsTheStoriesThatPeopleSee() throws IOException {
        for (double threshold = -1; threshold <= 4; threshold += 0.5) {
            System.out.printf(
                    Locale.ROOT,
                    "%.1f within %s, held out %s; across %s, held out %s%n",
                    threshold,
                    line(pairs(threshold, true, "[1-4]")),
                    line(pairs(threshold, true, "[5-8]")),
                    line(pairs(threshold, false, "[1-4]")),
                    line(pairs(threshold, false, "[5-8]")));
        }
        Pairs within = pairs(StoryMatcher.THRESHOLD, true, ".");
        assertThat(within.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(within.recall()).isGreaterThanOrEqualTo(0.65);
        Pairs across = pairs(StoryMatcher.THRESHOLD, false, ".");
        assertThat(across.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(across.recall()).isGreaterThanOrEqualTo(0.55);
    }

    private static String line(Pairs pairs) {
        return "%.3f %.3f".formatted(pairs.precision(), pairs.recall());
    }

    /// Each day is a pool of its own.
    private static Pairs pairs(double threshold, boolean ofOneLanguage, String days) throws IOException {
        try (Stream<Path> all = Files.list(LABELLED)) {
            return all.filter(day -> day.toString().matches(".*day-" + days + "\\.tsv"))
                    .map(day -> pairs(read(day), threshold, ofOneLanguage))
                    .reduce(new Pairs(0, 0, 0), Pairs::plus);
        }
    }

    private static Pairs pairs(List<Labelled> day, double threshold, boolean ofOneLanguage) {
        List<SharedStory> stories = stories(
                new StoryMatcher(threshold, _ -> List.of()),
                day.stream().map(Labelled::text).toList());
        Map<StoryText, SharedStory> found = new HashMap<>();
        stories.forEach(story -> story.texts().forEach(text -> found.put(text, story)));
        var pairs = new Pairs(0, 0, 0);
        for (int i = 0; i < day.size(); i++) {
            for (Labelled other : day.subList(i + 1, day.size())) {
                Labelled one = day.get(i);
                if (one.text().language().equals(other.text().language()) == ofOneLanguage) {
                    boolean wanted = one.story().equals(other.story());
                    boolean together = found.containsKey(one.text())
                            && found.get(one.text()).equals(found.get(other.text()));
                    pairs = pairs.plus(new Pairs(wanted && together ? 1 : 0, together ? 1 : 0, wanted ? 1 : 0));
                }
            }
        }
        return pairs;
    }

    private static List<Labelled> read(Path day) {
        try {
            return Files.readAllLines(day).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Labelled(
                            row[0], new StoryText(row[5], row[6], row[1], row[2], row[3], Instant.parse(row[4]))))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() {
        List<StoryText> day = read(LABELLED.resolve("day-1.tsv")).stream()
                .map(Labelled::text)
                .collect(Collectors.toCollection(ArrayList::new));
        List<SharedStory> stories = stories(new StoryMatcher(), day);
        Collections.shuffle(day, new Random(1));
        assertThat(stories(new StoryMatcher(), day)).isEqualTo(stories);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | $11.1bn
            en | 11.1 billion dollars
            en | US$11.1bn
            en | USD 11,100,000,000
            de | 11,1 Milliarden Dollar
            de | 11.100.000.000 US-Dollar
            es | 11.100 millones de dólares
            zh | 111亿美元
            """)
    void anAmountIsOneTermInAllItsForms(String language, String text) {
        assertThat(numbers(language, text)).contains("11100000000 usd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 25 bps             | 0.25 pp
            en | 25-basis-point cut | 0.25 pp
            en | 0.25 percentage points | 0.25 pp
            de | 0,25 Prozentpunkte | 0.25 pp
            es | 25 puntos básicos  | 0.25 pp
            zh | 25个基点            | 0.25 pp
            en | M6.1 quake         | 6.1 magnitude
            en | 6.1-magnitude quake | 6.1 magnitude
            zh | 6.1级地震           | 6.1 magnitude
            zh | 召回11.8万辆        | 118000
            de | 118.000 Autos      | 118000
            en | a nine-strong crew | 9
            en | at 11 a.m. today   | 11
            en | Six B-2s           | 6
            es | un 7 por ciento    | 7 percent
            """)
    void numbersAreScaledAndCountSomething(String language, String text, String number) {
        assertThat(numbers(language, text)).containsExactly(number);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | the F-16 and the Z7
            en | back in 2019
            zh | 3月10日
            """)
    void namesAndDatesAreNoNumbers(String language, String text) {
        assertThat(numbers(language, text)).isEmpty();
    }

    private static Set<String> numbers(String language, String text) {
        return terms(text(text, language, "")).keySet().stream()
                .filter(term -> term.kind() == Term.Kind.NUMBER)
                .map(term -> term.key().strip())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Beijing protests          | country cn
            de | Die chinesische Regierung | country cn
            es | Los chinos                | country cn
            zh | 中方表示                   | country cn
            en | The White House           | country us
            en | U.S. plans                | country us
            es | EE. UU. planea            | country us
            en | tell us more              |
            de | Die EZB entscheidet       | bank ecb
            en | The Bank of England cut   | bank boe
            """)
    void namesOfCountriesAndTheirCapitalsAreOneTerm(String language, String text, String entity) {
        assertThat(terms(text(text, language, "")).keySet().stream()
                        .filter(term -> term.kind() == Term.Kind.ENTITY)
                        .map(Term::key))
                .isEqualTo(Stream.ofNullable(entity).toList());
    }

    /// Those that several voices or sides tell.
    private static List<SharedStory> stories(StoryMatcher matcher, Collection<StoryText> pool) {
        return matcher.all(pool).stream()
                .filter(story -> story.voices().size() > 1
                        || story.texts().stream()
                                        .map(StoryText::side)
                                        .distinct()
                                        .count()
                                > 1)
                .toList();
    }

    private static Map<Term, Double> terms(StoryText text) {
        return new TermReader(List.of(text)).terms(text, 1);
    }

    private static StoryText text(String title, String language, String side) {
        return new StoryText(title, "", language, side, "", null);
    }

    private static List<List<String>> titles(String... titles) {
        return stories(
                        new StoryMatcher(),
                        Arrays.stream(titles)
                                .map(title -> text(title, "en", ""))
                                .toList())
                .stream()
                .map(story -> story.texts().stream().map(StoryText::title).toList())
                .toList();
    }

    @Test
    void titlesThatDifferInANameOnlyAreTwoStories() {
        assertThat(titles("Shares of EasyHop fall 3% after results", "Shares of Northwing fall 3% after results"))
                .isEmpty();
    }

    @Test
    void aChainOfTextsDoesNotJoinTwoEvents() {
        List<SharedStory> stories = stories(
                new StoryMatcher(),
                Stream.of(
                                "Ferry Aurelia sinks off Palawan with 48 aboard",
                                "Ferry Aurelia sinks off Palawan with 48 aboard, navy says",
                                "Ferry Aurelia sinks off Palawan as dockworkers of Cebu begin walkout",
                                "Dockworkers of Cebu begin walkout over pensions, union says",
                                "Dockworkers of Cebu begin walkout over pensions")
                        .map(title -> text(title, "en", ""))
                        .toList());
        assertThat(stories).hasSizeGreaterThan(1);
    }

    @Test
    void reprintsAreOneVoice() {
        List<StoryText> all = Stream.of(
                        "Ferry Aurelia with 48 aboard sinks off Palawan",
                        "Ferry Aurelia with 48 aboard sinks off Palawan -Xinhua",
                        "Ferry Aurelia with 48 aboard sinks off Palawan | Reuters",
                        "Ferry Aurelia with 48 aboard sinks off Palawan - The Cebu Gazette",
                        "Ferry Aurelia with 48 aboard sinks near Palawan")
                .map(title -> new StoryText(title, "", "en", "us", "Cebu Gazette", null))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(stories(new StoryMatcher(), all)).isEmpty();
        all.add(new StoryText("Aurelia, ferry with 48 aboard, sinks near Palawan", "", "en", "ph", "Inquirer", null));
        assertThat(stories(new StoryMatcher(), all)).singleElement().satisfies(story -> {
            assertThat(story.voices()).hasSize(2);
            assertThat(story.texts()).extracting(StoryText::side).contains("us", "ph");
            assertThat(story.words()).contains("Aurelia");
        });
        all.set(all.size() - 1, new StoryText(all.getFirst().title(), "", "en", "ph", "Inquirer", null));
        assertThat(stories(new StoryMatcher(), List.of(all.getFirst(), all.getLast())))
                .singleElement()
                .satisfies(story -> {
                    assertThat(story.voices()).hasSize(1);
                    assertThat(story.words()).contains("Aurelia");
                });
    }

    @Test
    void whoTellsAnEventInAlmostTheSameWordsIsAVoiceOfItsOwn() {
        List<StoryText> texts = Stream.of(
                        "Washington doubles tariffs on Chinese solar panels to 60 percent",
                        "Tariffs on Chinese solar panels rise to 60 percent")
                .map(title -> new StoryText(title, "", "en", "us", title, null))
                .toList();
        assertThat(stories(new StoryMatcher(), texts).getFirst().voices()).hasSize(2);
    }

    @Test
    void thePublishersOfASideCountRatherThanItsTexts() {
        assertThat(score("NYT > World News", "The New York Times", "nytimes.com"))
                .isEqualTo(score("Reuters"));
        assertThat(score("NYT > World News", "Reuters")).isGreaterThan(score("Reuters"));
        assertThat(score("", "")).isEqualTo(score("NYT", "Reuters"));
    }

    private static double score(String... outlets) {
        return new SharedStory(
                        IntStream.range(0, outlets.length)
                                .mapToObj(i -> new StoryText("Title " + i, "", "en", "us", outlets[i], null))
                                .map(text -> new SharedStory.Voice(List.of(text)))
                                .toList(),
                        List.of())
                .score();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Beijing condemns record arms sales to Taiwan | Arms sales to Taiwan: Washington approves 18 record deals | Taiwan · arms sales · record
            en | Protest in Hualien against two-thirds majority rule | Hualien Residents Protest Two-Thirds Majority Rule, Fearing a protest | Hualien · two-thirds majority rule · protest
            en | At least 12 dead as ferry Aurelia sinks | 12 bodies found after ferry Aurelia sinks | Aurelia · ferry · sinks
            de | Bundesregierung plant Sonderabgabe auf Kerosin | Bundesregierung verteidigt Sonderabgabe auf Kerosin | Bundesregierung · Sonderabgabe · Kerosin
            zh | 立法院三读通过无人机采购特别条例 | 无人机采购特别条例引发争议 | 无人机采购特别条例
            """)
    void theHeadingHasWhatTheTextsShareAsTheyWriteIt(String language, String one, String other, String heading) {
        assertThat(new Similarity(List.of(text(one, language, ""), text(other, language, "")), _ -> List.of())
                        .words(List.of(text(one, language, ""), text(other, language, ""))))
                .isEqualTo(List.of(heading.split(" · ")));
    }

    @ParameterizedTest
    @CsvSource({
        "NYT > World News, The New York Times",
        "news.cgtn.com, CGTN",
        "scmp.com, South China Morning Post",
        "新华网, Xinhua",
        "Bloomberg.com, Bloomberg"
    })
    void feedsAndHostsOfAPublisherAreOneOutlet(String one, String other) {
        assertThat(Outlets.publisher(one)).isEqualTo(Outlets.publisher(other));
    }

    @Test
    void embeddingsMatchTextsOfSeveralLanguages() {
        List<StoryText> texts = new ArrayList<>();
        IntStream.range(0, 20)
                .mapToObj(i -> text("news" + (char) ('a' + i), "en", "us"))
                .forEach(texts::add);
        StoryText one = text("Harvest fails after drought", "en", "us");
        StoryText same = text("旱情导致粮食歉收", "zh", "china");
        texts.addAll(List.of(one, same, text("Shares of EasyHop fall 3%", "en", "us")));
        StoryText template = text("Shares of Northwing fall 3%", "en", "us");
        texts.add(template);
        var matcher = new StoryMatcher(
                StoryMatcher.THRESHOLD,
                pool -> pool.stream()
                        .map(text -> {
                            var vector = new float[30];
                            vector[
                                    text.equals(same)
                                            ? texts.indexOf(one)
                                            : text.equals(template) ? 22 : texts.indexOf(text)] = 1;
                            return vector;
                        })
                        .toList());
        assertThat(stories(new StoryMatcher(), texts)).isEmpty();
        assertThat(stories(matcher, texts))
                .singleElement()
                .satisfies(story -> assertThat(story.texts()).containsExactlyInAnyOrder(one, same));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | Five takeaways from the summit
            true  | Opinion: The summit was a failure
            true  | Quiz: What do you know of the summit?
            true  | Liveticker zum Gipfel
            true  | En vivo: la cumbre
            true  | /opinion/2026/02/
            false | Opinion poll shows a close race
            false | WHO declares an emergency
            """)
    void someTitlesExplain(boolean explains, String text) {
        assertThat(StoryText.explains(text)).isEqualTo(explains);
    }

    /// With all pairs compared, there would be two million.
    @Test
    void mostPairsAreNeverCompared() {
        var random = new Random(1);
        List<StoryText> pool = IntStream.range(0, 2000)
                .mapToObj(_ -> text(
                        random.ints(10, 0, 20_000)
                                .map(i -> (int) ((long) i * i / 20_000))
                                .mapToObj(i -> "word" + Integer.toString(i, 26).replaceAll("\\d", "x"))
                                .collect(Collectors.joining(" ")),
                        "en",
                        ""))
                .toList();
        var similarity = new Similarity(pool, _ -> List.of());
        long compared = IntStream.range(0, pool.size())
                .mapToLong(i -> similarity.candidates(i).size())
                .sum();
        assertThat(compared).isPositive().isLessThan(400_000);
    }
}
