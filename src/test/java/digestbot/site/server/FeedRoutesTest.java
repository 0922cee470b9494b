package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.site.FeedAddress;
import digestbot.site.FeedValidator;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteFeeds;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteSettings;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Feeds and the files for search engines, as the server sends them.
class FeedRoutesTest {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    @AutoClose
    private final SiteFixture site;

    FeedRoutesTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
    }

    private static String digest(String day, String language, String point) {
        return """
                ---
                date: %s
                topic: trade
                topicName: Trade
                language: %s
                perspectives: [{id: us, name: United States}, {id: china, name: China}]
                ---
                ## Highlights

                - %s

                ## United States

                - American view

                ## China

                - Chinese view

                ## Sources

                1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026) {us}
                2. [en] [Another one](https://example.org/2) - Example Wire (2/5/2026) {china}
                """.formatted(day, language, point);
    }

    private Document atom(String path) throws Exception {
        HttpResponse<byte[]> answer = site.bytes(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/atom+xml; charset=utf-8");
        return FeedValidator.checkAtom(answer.body());
    }

    private static Element entry(Document feed) {
        return FeedValidator.elements(feed.getElementsByTagNameNS(ATOM, "entry"))
                .getFirst();
    }

    @Test
    void entriesLeadToThePageThatTheDigestNamesAndStayTheSame() throws Exception {
        String named =
                digest("2026-02-11", "en", "First point").replaceFirst("date:", "url: https://a.example/x\ndate:");
        site.write("a.md", named);
        Element entry = entry(atom("/trade/us/atom.xml"));
        assertThat(FeedValidator.text(entry, "id")).startsWith("tag:news.example.org,2026-02-11:trade/en");
        assertThat(FeedValidator.elements(entry.getElementsByTagNameNS(ATOM, "link")))
                .extracting(link -> link.getAttribute("href"))
                .containsOnly("https://a.example/x");
    }

    @Test
    void eachFeedHasTheWholeTextAndEachPerspectiveItsOwnSources() throws Exception {
        site.write("a.md", digest("2026-02-11", "en", "First point"));

        for (String path : new String[] {"/atom.xml", "/trade/atom.xml"}) {
            Element entry = entry(atom(path));
            assertThat(FeedValidator.text(entry, "id")).isEqualTo("tag:news.example.org,2026-02-11:trade/en");
            assertThat(FeedValidator.text(entry, "content"))
                    .contains("First point", "American view", "Chinese view", "<a href=\"https://example.org/1\" rel=");
        }
        assertThat(FeedValidator.text(entry(atom("/atom.xml")), "content"))
                .as("the news comes first, the counts last")
                .matches("(?s)(?!<p><small>).*🇨🇳 1 🇺🇸 1 · 1 outlet</small></p>");
        Element american = entry(atom("/trade/us/atom.xml"));
        assertThat(FeedValidator.text(american, "id"))
                .isEqualTo("tag:news.example.org,2026-02-11:trade/en?perspective=us");
        assertThat(FeedValidator.text(american, "content"))
                .contains("American view", "https://example.org/1")
                .doesNotContain("Chinese view", "https://example.org/2");
        assertThat(site.get("/trade/2026-02-11/us/").body())
                .as("the page")
                .contains("https://example.org/1")
                .doesNotContain("https://example.org/2");
        HttpResponse<String> answer = site.get("/atom.xml");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        JsonNode json = FeedValidator.checkJson(site.bytes("/trade/feed.json").body());
        assertThat(json.path("items").get(0).path("url").asText())
                .isEqualTo("https://news.example.org/trade/2026-02-11/");
    }

    @Test
    void aLanguageHasFeedsOfItsOwnTheNewestDayFirst() throws Exception {
        site.write("older.md", digest("2026-02-10", "en", "Older point"));
        site.pass(Duration.ofHours(1));
        site.write("en.md", digest("2026-02-11", "en", "First point"));
        site.write("de.md", digest("2026-02-11", "de", "Erster Punkt"));

        assertThat(FeedValidator.text(entry(atom("/trade/atom.xml")), "content"))
                .contains("First point");
        Document german = atom("/de/trade/atom.xml");
        assertThat(german.getElementsByTagNameNS(ATOM, "entry").getLength()).isEqualTo(1);
        assertThat(FeedValidator.text(entry(german), "content")).contains("Erster Punkt");
        assertThat(german.getDocumentElement().getAttribute("xml:lang")).isEqualTo("de");
    }

    @Test
    void aCorrectionIsTheSameEntryWithALaterTime() throws Exception {
        site.write("a.md", digest("2026-02-11", "en", "First point"));
        Element before = entry(atom("/trade/atom.xml"));
        site.pass(Duration.ofHours(1));
        site.write("a.md", digest("2026-02-11", "en", "Corrected point"));

        Element after = entry(atom("/trade/atom.xml"));
        assertThat(FeedValidator.text(after, "id")).isEqualTo(FeedValidator.text(before, "id"));
        assertThat(FeedValidator.text(after, "published")).isEqualTo(FeedValidator.text(before, "published"));
        assertThat(FeedValidator.text(after, "updated")).isGreaterThan(FeedValidator.text(before, "updated"));
        assertThat(FeedValidator.text(after, "content")).contains("Corrected", "Corrected point");
        assertThat(site.get("/trade/2026-02-11/").body())
                .as("for search engines")
                .contains("\"datePublished\":\"2026-02-12T12:", "\"dateModified\":\"2026-02-12T13:");
    }

    @Test
    void aWithdrawnDigestLeavesATombstone() throws Exception {
        site.write("a.md", digest("2026-02-10", "en", "First point"));
        site.write("b.md", digest("2026-02-11", "en", "Second point"));
        site.withdraw("trade", "2026-02-11");

        Document feed = atom("/trade/atom.xml");
        assertThat(FeedValidator.text(entry(feed), "content")).contains("First point");
        assertThat(FeedValidator.elements(feed.getElementsByTagNameNS("*", "deleted-entry")))
                .extracting(each -> each.getAttribute("ref"))
                .containsExactly("tag:news.example.org,2026-02-11:trade/en");
        assertThat(site.get("/trade/feed.json").body()).doesNotContain("Second point", "2026-02-11");
    }

    @Test
    void theLatestWithdrawalComesFirst() throws Exception {
        List<String> days = List.of("2026-02-10", "2026-02-11", "2026-02-12");
        for (String day : days) {
            site.write(day + ".md", digest(day, "en", "A point"));
        }
        for (String day : List.of("2026-02-11", "2026-02-12")) {
            site.pass(Duration.ofHours(1));
            site.withdraw("trade", day);
        }
        assertThat(FeedValidator.elements(atom("/trade/atom.xml").getElementsByTagNameNS("*", "deleted-entry")))
                .extracting(each -> each.getAttribute("ref"))
                .containsExactly(
                        "tag:news.example.org,2026-02-12:trade/en", "tag:news.example.org,2026-02-11:trade/en");
    }

    @Test
    void whatTheSiteDoesNotHaveHasNoFeed() throws Exception {
        site.write("a.md", digest("2026-02-10", "en", "First point"));

        for (String path : new String[] {
            "/other/atom.xml",
            "/trade/other/atom.xml",
            "/fr/trade/atom.xml",
            "/fr/atom.xml",
            "/nonsense/atom.xml",
            "/trade/rss.xml",
            "/a/b/c/feed.json"
        }) {
            assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    /// It would be asked for its digests at each such request, of which nothing is kept.
    @Test
    void noTopicIsAskedForALanguageThatTheSiteNeverHad() throws Exception {
        site.write("a.md", digest("2026-02-10", "en", "First point"));
        var feeds = new SiteFeeds(
                new SiteAddressFormat(URI.create(SiteFixture.BASE)),
                SiteSettings.OFF,
                new SiteLibrary(site.library),
                new DigestContentBuilder(StyleRegistry.DEFAULT));
        for (String language : List.of("nonsense", "en")) {
            Optional<FeedAddress> found = site.database.read(tx -> feeds.find(tx, List.of(language)));
            assertThat(found.isPresent()).as(language).isEqualTo(language.equals("en"));
        }
    }

    @Test
    void pagesNameTheirFeedsAndSearchEnginesFindEveryDigest() throws Exception {
        site.write("a.md", digest("2026-02-10", "en", "First point"));
        assertThat(site.get("/trade/2026-02-10/us/").body()).contains("/trade/us/atom.xml", "/trade/us/feed.json");
        assertThat(site.get("/trade/").body()).contains("application/atom+xml", "/trade/atom.xml");
        HttpResponse<byte[]> map = site.bytes("/sitemap.xml");
        assertThat(map.headers().firstValue("Content-Type")).contains("application/xml; charset=utf-8");
        assertThat(new String(map.body(), StandardCharsets.UTF_8))
                .contains(
                        "<loc>https://news.example.org/trade/2026-02-10/</loc>",
                        "<loc>https://news.example.org/</loc>");
        assertThat(site.get("/robots.txt").body()).contains("Sitemap: https://news.example.org/sitemap.xml");
    }
}
