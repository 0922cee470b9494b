package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Source;
import digestbot.digest.story.StoryMatcher;
import digestbot.markdown.WebAddress;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.WriteSettings.PerspectiveFeeds;
import digestbot.writing.WriteSettings.WriteReview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryChoiceTest {

    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");
    private static final List<String> SIDES = List.of("us", "china");
    private static final int POOL = 300;

    private static final List<String> PEOPLE = List.of("""
            Teachers Bakers Swimmers Painters Farmers Nurses Students Librarians Hunters Masons Violinists Builders Shoemakers\
             Beekeepers Goalkeepers Volunteers Brewers Tenants Pilots Pensioners Cyclists Potters Anglers Gardeners Dentists\
            """.split(" "));

    private static final List<String> NEWS = List.of("""
            ask for smaller classes; win a prize for rye bread; get a warm pool back; show drawings of a forgotten sculptor; \
            expect a late harvest of apples; want cheaper bus fares; build a boat of bottles; lend tools as well as novels; \
            fear wolves in the hills; repair a stone bridge; play Brahms in a barn; find Roman coins under a market; \
            keep an old craft alive; worry about mites; sign a petition on leaf blowers; plant oaks along a river; \
            sell beer without alcohol; complain about mouldy flats; start a night train to the coast; learn to play chess; \
            publish a calendar of owls; celebrate a century of radio; restore a wooden windmill; count butterflies in meadows; \
            open a museum of clocks\
            """.split("; "));

    /// A name that no other number has.
    private static String place(int number) {
        List<String> ends = List.of("wick", "ford", "mere", "stead", "thorpe", "combe", "holm");
        return "" + "BCDFGHKLMNPRST".charAt(number % 14)
                + List.of("ar", "el", "im", "on", "ul").get(number / 14 % 5)
                + ends.get(number / 70 % 7);
    }

    private static final LocalDate YESTERDAY = LocalDate.parse("2026-02-09");

    static List<Article> choice(List<String> ids, int most, List<Article> pool) {
        return choice(ids, most, List.of(), pool);
    }

    private static List<Article> choice(List<String> ids, int most, List<Source> told, List<Article> pool) {
        Map<String, PerspectiveFeeds> sides = new LinkedHashMap<>();
        ids.forEach(id -> sides.put(id, new PerspectiveFeeds(id, List.of())));
        var settings = new WriteSettings(
                LocalTime.MIDNIGHT,
                ZoneOffset.UTC,
                most,
                sides,
                Optional.empty(),
                "",
                List.of("en"),
                WriteReview.FIRST_SEVEN);
        return new StoryChoice(settings, new StoryMatcher(), told, YESTERDAY, Instant.MIN).of(pool);
    }

    private static Article article(String side, String outlet, String path, String title) {
        WebAddress link = WebAddress.parse("https://news.example/" + path).orElseThrow();
        return new Article(SIDES.indexOf(side), outlet, new FeedEntry(title, link, "", NOW, "", "en"));
    }

    /// The event that an article is of, by its link.
    private static String event(Article article) {
        return article.entry().link().url().split("/", -1)[3];
    }

    @Test
    void theEventsOfMostOutletsLeadADigestOfThreeHundredArticles() throws IOException {
        List<Article> pool = new ArrayList<>();
        Map<String, Integer> outlets = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/writing/events"))) {
            if (!line.startsWith("#")) {
                String[] event = line.split(" ", 3);
                int number = outlets.merge(event[0] + event[1], 1, Integer::sum);
                pool.add(article(
                        event[1],
                        "Paper %d of %s".formatted(number, event[1]),
                        event[0] + "/" + line.hashCode(),
                        event[2]));
            }
        }
        for (int i = pool.size(); i < POOL; i++) {
            String side = SIDES.get(i % 2);
            String place = place(i);
            String people = PEOPLE.get(i % PEOPLE.size());
            String title = "%s in %s %s".formatted(people, place, NEWS.get(i * 7 / PEOPLE.size() % NEWS.size()));
            pool.add(article(side, "Paper %d of %s".formatted(i / 2 % 9 + 1, side), place + "/", title));
        }
        List<Article> digest = choice(SIDES, 20, pool);
        for (int side = 0; side < SIDES.size(); side++) {
            int ordinal = side;
            assertThat(digest.stream().filter(article -> article.perspective() == ordinal))
                    .hasSize(10)
                    .extracting(StoryChoiceTest::event)
                    .doesNotHaveDuplicates()
                    .startsWith("quake", "tariffs", "ferry");
        }
        assertThat(digest.stream()
                        .map(StoryChoiceTest::event)
                        .distinct()
                        .filter(event -> outlets.containsKey(event + "us") || outlets.containsKey(event + "china")))
                .hasSizeGreaterThanOrEqualTo(11);
        assertThat(digest).noneMatch(article -> article.entry().explains());
        Draft draft = Draft.ofHeadlines("US vs China", SIDES, "en", digest);
        assertThat(draft.points(Draft.Point.HIGHLIGHT)).hasSize(5);
    }

    private static List<String> titles(List<Article> articles) {
        return articles.stream().map(Article::title).toList();
    }

    @Test
    void aTextThatManyReprintAndThePartsOfAPublisherAreOneOutlet() {
        String wire = "Shipyard in Maine launches frigate Resolute";
        List<Article> pool = new ArrayList<>(List.of(
                article("us", "NYT > World News", "a", "Comet Lyra passes the earth at a safe distance"),
                article("us", "The New York Times", "b", "Comet Lyra passes the earth safely"),
                article("us", "Paper 1", "c", "Ferry Aurelia sinks off Palawan with 48 people aboard"),
                article("us", "Paper 2", "d", "Ferry Aurelia with 48 aboard goes down near Palawan")));
        for (int i = 1; i < 9; i++) {
            pool.add(article("us", "Paper " + i, "wire" + i, wire));
        }
        List<Article> chosen = choice(List.of("us"), 3, pool);
        assertThat(titles(chosen))
                .startsWith("Ferry Aurelia sinks off Palawan with 48 people aboard")
                .contains(wire);
        assertThat(chosen).extracting(StoryChoiceTest::event).doesNotContainSequence("a", "b");
    }

    @Test
    void whatOnlyExplainsStandsLast() {
        List<Article> chosen = choice(
                List.of("us"),
                6,
                List.of(
                        article("us", "Paper 1", "a", "Opinion: The ferry Aurelia was never safe"),
                        article("us", "Paper 2", "b", "Opinion: Ferry Aurelia was not safe"),
                        article("us", "Paper 3", "opinion/c", "Palawan needs better ferries than Aurelia"),
                        article("us", "Paper 3", "d", "Senate passes budget bill 51 to 49")));
        assertThat(titles(chosen).getFirst()).isEqualTo("Senate passes budget bill 51 to 49");
    }

    @Test
    void aStoryOfTheDigestBeforeComesAgainOnlyWithANewText() {
        List<Source> told = Stream.of(
                        "Ferry Aurelia sinks off Palawan with 48 aboard", "Senate passes budget bill 51 to 49")
                .map(title ->
                        new Source(1, "", title, Optional.empty(), "Paper 1", Optional.empty(), OptionalInt.empty()))
                .toList();
        String news = "Divers reach sunken ferry Aurelia off Palawan, 12 of 48 still missing";
        List<Article> chosen = choice(
                List.of("us"),
                6,
                told,
                List.of(
                        article("us", "Paper 2", "a", "Senate passes budget bill 51 to 49"),
                        article("us", "Paper 2", "b", "Ferry Aurelia sinks off Palawan with 48 aboard"),
                        article("us", "Paper 3", "c", news)));
        assertThat(Draft.ofHeadlines("News", List.of("United States"), "en", chosen)
                        .points())
                .extracting(Draft.Point::text)
                .containsExactly(news + " · continues from 9 Feb (Paper 3, 2026-02-10)");
    }

    @Test
    void headlinesAreInTheLanguageOrNameTheirs() {
        WebAddress link = WebAddress.parse("https://news.example/x").orElseThrow();
        var story = new FeedEntry.Story(1, Optional.of("ferry"), Optional.empty());
        var french = new FeedEntry("Naufrage du ferry Aurelia", link, "", NOW, "", "fr");
        var english = new FeedEntry("Ferry Aurelia sinks", link, "", NOW, "", "en-GB");
        List<Article> articles = List.of(
                new Article(0, "Paper 1", french, story),
                new Article(1, "Paper 2", english, story),
                new Article(0, "Paper 1", french, new FeedEntry.Story(2, Optional.empty(), Optional.empty())));
        assertThat(Draft.ofHeadlines("News", List.of("A", "B"), "en", articles).points())
                .extracting(Draft.Point::labelled)
                .startsWith("Ferry Aurelia sinks", "[fr] Naufrage du ferry Aurelia");
        var day = new WrittenDigestsTest.Day(new Random(1), SIDES, articles.subList(1, 3));
        assertThat(day.file(Draft.ofHeadlines("News", SIDES, "en", day.articles())))
                .contains("headline: \"Ferry Aurelia sinks", "- \\[fr\\] Naufrage du ferry Aurelia");
    }
}
