package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonOnPagesTest {

    private static final String DAY = "/us-china/2026-02-12/";
    private static final String COLUMNS = "<div class=\"columns\"";
    private static final String BY_WORDS = "matched by words";
    private static final Pattern SECTION =
            Pattern.compile("<section class=\"compare\" id=\"compare\"><h2>.*?</h2>(.*?)<nav");

    @AutoClose
    private final SiteFixture site;

    ComparisonOnPagesTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
    }

    @Test
    void aRowForEachPairHasACellForEachPerspectiveAndAllOtherPointsFollow() throws Exception {
        String page = page("""
                ## United States

                - American ports open. [1] {pair: route "The <b> route"}
                - A law is debated. {only}
                - Yards hire. {pair: yards}
                - More is to come.

                ## China

                - Chinese tickets are sold. {pair: tickets}
                - The ship sails. {pair: route}
                - Yards close. {pair: yards}

                ## Europe

                - Europe sells tickets. [2] {pair: tickets}
                """);

        assertThat(rows(page))
                .containsExactly(
                        "h The &lt;b&gt; route",
                        "c3b6fb6 🇺🇸United States: American ports open.[1]",
                        "cb8443a 🇨🇳China: The ship sails.",
                        "c4b8f5b 🇪🇺Europe: No matching point",
                        "c3b6fb6 🇺🇸United States: Yards hire.",
                        "cb8443a 🇨🇳China: Yards close.",
                        "c4b8f5b 🇪🇺Europe: No matching point",
                        "c3b6fb6 🇺🇸United States: No matching point",
                        "cb8443a 🇨🇳China: Chinese tickets are sold.",
                        "c4b8f5b 🇪🇺Europe: Europe sells tickets.[2]",
                        "h Reported in one perspective only",
                        "c3b6fb6 🇺🇸United States: A law is debated.More is to come.");
        assertThat(page)
                .contains("<sup><a href=\"https://example.org/1\" rel=\"noopener nofollow\">[1]</a></sup>")
                .containsOnlyOnce("href=\"/us-china/2026-02-12/china/\"")
                .containsOnlyOnce(COLUMNS)
                .contains(">The same stories, as each perspective reports them.<")
                .doesNotContain("class=\"sides\"", BY_WORDS);
        assertThat(site.get("/us-china/atom.xml").body()).contains("&lt;sup&gt;&lt;a href=\"https://example.org/1\"");
    }

    @Test
    void whereNothingIsMatchedThePerspectivesStandSideBySide() throws Exception {
        String page = page("""
                ## United States

                - American ports open.

                ## China

                - The ship sails.
                """);

        assertThat(page).contains("class=\"sides\"").doesNotContain("id=\"compare\"");
    }

    @Test
    void aStoryThatIsFoundStandsBelowWhatTheAuthorComparesAndIsSaidToBeFound() throws Exception {
        String page = page("""
                ## United States

                - A magnitude 5.9 earthquake in Yunnan kills 19 people.
                - American ports open.

                ## China

                - The Yunnan earthquake of magnitude 5.9 has killed 19 people in Dali.

                ## Key Differences in Coverage

                One side counts, the other mourns.
                """);

        assertThat(rows(page))
                .contains(
                        "c3b6fb6 🇺🇸United States: A magnitude 5.9 earthquake in Yunnan kills 19 people.",
                        "cb8443a 🇨🇳China: The Yunnan earthquake of magnitude 5.9 has killed 19 people in Dali.",
                        "c4b8f5b 🇪🇺Europe: No matching point",
                        "h Other points",
                        "c3b6fb6 🇺🇸United States: American ports open.");
        assertThat(page).as("few rows need no headings").doesNotContain(COLUMNS);
        assertThat(page).containsOnlyOnce(">Key Differences in Coverage<").containsOnlyOnce(BY_WORDS);
        assertThat(page.indexOf("Key Differences in Coverage")).isLessThan(page.indexOf("id=\"compare\""));
    }

    @Test
    void aStoryOfAnEarlierDigestLinksToItsPage() throws Exception {
        for (String key : List.of("urgent: false", "madeBy: headlines")) {
            String quake = """
                    ## United States

                    - A magnitude 5.9 earthquake in Yunnan kills 19 people. [1] {pair: quake}

                    ## China

                    - The Yunnan earthquake of magnitude 5.9 has killed 19 people. [1] {pair: quake}
                    """;
            page(key, "2026-02-09", quake);
            assertThat(page(key, quake))
                    .containsOnlyOnce("<a href=\"/us-china/2026-02-09/\"><span>continues from Monday</span> ›</a>");
        }
    }

    @Test
    void headlinesAreLinksAndHaveNoListOfSources() throws Exception {
        String page = page("madeBy: headlines", """
                ## United States

                - American ports open. [1] {pair: ports}

                ## China

                - American ports open again. [1] {pair: ports}
                """);

        assertThat(page)
                .contains("rel=\"noopener nofollow\">American ports open.</a><br>Wire<")
                .doesNotContain("id=\"sources\"", "[1]");
        assertThat(rows(page)).as("the articles of pairs are no further row").hasSize(3);
    }

    private String page(String body) throws Exception {
        return page("urgent: false", body);
    }

    private String page(String key, String body) throws Exception {
        return page(key, DAY.substring(10, 20), body);
    }

    private String page(String key, String day, String body) throws Exception {
        site.write(day + ".md", """
                ---
                title: "A day"
                date:\s""" + day + """

                topic: us-china
                topicName: "US vs China"
                perspectives: [{id: us, name: United States}, {id: china, name: China}, {id: eu, name: Europe}]
                """ + key + """

                ---
                - Something happened.

                <!--more-->

                """ + body + """

                ## Sources

                1. [en] [One](https://example.org/1) - Wire (2/12/2026)
                2. Two - Gazette
                """);
        return site.get(DAY).body();
    }

    /// Each heading and each cell of the section, without markup.
    private static List<String> rows(String page) {
        Matcher section = SECTION.matcher(page);
        assertThat(section.find()).isTrue();
        return Pattern.compile(
                        "<h[23][^>]*>(.*?)</h[23]>|<div class=\"([^\"]*)\"><dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>")
                .matcher(section.group(1))
                .results()
                .map(part -> part.group(1) != null
                        ? "h " + text(part.group(1))
                        : part.group(2) + " " + text(part.group(3)) + ": " + text(part.group(4)))
                .toList();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "");
    }
}
