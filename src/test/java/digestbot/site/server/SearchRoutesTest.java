package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.site.SiteLibrary;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The search of the served site, which needs no script.
@Tag("database")
class SearchRoutesTest {

    @AutoClose
    private final SiteFixture site;

    SearchRoutesTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
    }

    private String search(String language, String words) throws Exception {
        HttpResponse<String> answer =
                site.get("/" + language + "/search/?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("name=\"robots\" content=\"noindex\"")
                .doesNotContain("<script");
        return answer.body();
    }

    @Test
    void digestsWithAllWordsAreFoundNewestFirst() throws Exception {
        site.write("a.md", digest("energy", "2026-02-10", "The lighthouse keeper."));
        site.write("b.md", digest("trade", "2026-02-11", "A lighthouse, again."));
        site.write("c.md", digest("trade", "2026-02-12", "Nothing of that kind."));

        String found = search("en", "light");
        assertThat(found)
                .contains("2 digests, newest first", "href=\"/energy/2026-02-10/\"", "<mark>lighthouse</mark>");
        assertThat(found.indexOf("/trade/2026-02-11/")).isLessThan(found.indexOf("/energy/2026-02-10/"));
        assertThat(found).doesNotContain("/trade/2026-02-12/");
        assertThat(search("en", "lighthouse keeper")).contains("1 digest").doesNotContain("/trade/2026-02-11/");
        assertThat(search("de", "keeper"))
                .contains("<html lang=\"de\"", "1 Überblick", "The lighthouse <mark>keeper</mark>", "lang=\"en\"");
        assertThat(search("en", "nowhere")).contains("No results.");
        assertThat(search("en", "point about")).contains("<strong dir=\"auto\">United States</strong>: A <mark>");
    }

    @Test
    void eachBundledDigestIsFoundByItsTitle() throws Exception {
        site.copy(Path.of("digests"));
        var published = new SiteLibrary(site.library);
        try (Stream<Path> files = Files.list(Path.of("digests"))) {
            for (Path file : files.toList()) {
                Digest digest = ((ParseResult.Parsed) new DigestParser().parse(Files.readAllBytes(file))).digest();
                String path = site.database.read(
                        tx -> published.address(tx, digest.key()).path());
                assertThat(search("en", digest.title())).as(file.toString()).contains("href=\"/" + path + "\"");
            }
        }
    }

    @Test
    void wordsAreFoundWithoutTheirMarks() throws Exception {
        site.write("a.md", SampleTexts.ARABIC, "b.md", digest("energy", "2026-02-10", "हिन्दी Café"));
        for (String words : new String[] {"للتكيف", "للتكيّف", "ينظر"}) {
            assertThat(search("en", words)).as(words).contains("/climate/2026-02-12/");
        }
        for (String words : new String[] {"हिन्दी", "cafe", "CAFÉ"}) {
            assertThat(search("en", words)).as(words).contains("/energy/2026-02-10/");
        }
        assertThat(search("en", "दी")).as("a part of a word").doesNotContain("/energy/2026-02-10/");
    }

    @Test
    void whatReadersDoNotSeeIsNotFound() throws Exception {
        site.write("a.md", digest("energy", "2026-02-10", "The lighthouse."));
        site.withdraw("energy", "2026-02-10");
        site.write("draft.md", digest("energy", "2026-02-11", "A lighthouse.", "draft: true"));
        site.hold();
        site.write("b.md", digest("energy", "2026-02-12", "A lighthouse."));
        assertThat(search("en", "lighthouse")).contains("No results.").doesNotContain("2026-02-1");
    }

    @Test
    void manyResultsAreOnSeveralPages() throws Exception {
        for (int year = 1; year <= 40; year++) {
            site.write(
                    "d%d.md".formatted(year), digest("energy", "19%02d-01-01".formatted(year), "A lighthouse & more."));
        }
        String first = search("en", "lighthouse more");
        assertThat(first)
                .contains("40 digests", "?q=lighthouse+more&amp;page=2")
                .doesNotContain("/1920-01-01/");
        assertThat(site.get("/en/search/?q=lighthouse&page=2").body())
                .contains("/1920-01-01/")
                .doesNotContain("/1921-01-01/", "page=3");
    }

    @Test
    void oddWordsAreOnlyWords() throws Exception {
        site.write("a.md", SampleTexts.HOSTILE);
        for (String words : List.of(
                "\"><script>alert(1)</script>",
                "' OR 1=1 --",
                "title:x NEAR(a b) *",
                "\u202e\u0000\u200f",
                "%\\_",
                "((((",
                "<mark>")) {
            assertThat(search("en", words)).as(words).doesNotContain("<script>alert", "value=\"\"><", "<img");
        }
    }

    @Test
    void aLongQueryIsCut() throws Exception {
        assertThat(search("en", "x".repeat(5_000))).doesNotContain("x".repeat(201));
        assertThat(site.get("/en/search/?q=a&page=-1").statusCode()).isEqualTo(200);
        assertThat(site.get("/en/search/?q=a&page=99999999999").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientMaySearchOnlySoOften() throws Exception {
        site.write("a.md", digest("energy", "2026-02-10", "The lighthouse."));
        for (int i = 0; i < SitePageRoutes.SearchRoutes.PER_MINUTE; i++) {
            search("en", "light");
        }
        HttpResponse<String> refused = site.get("/en/search/?q=light");
        for (int i = 0; i < 60 && refused.statusCode() == 200; i++) { // some time has passed
            refused = site.get("/en/search/?q=light");
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(refused.body()).contains("Too many searches at once.", "value=\"light\"");
        assertThat(site.get("/en/search/").statusCode()).isEqualTo(200);
    }

    @Test
    void itHasAnAddressInEachLanguageOfTheBot() throws Exception {
        site.write("a.md", digest("energy", "2026-02-10", "Something.", "language: de-AT"));
        assertThat(site.get("/energy/2026-02-10/").body()).contains("href=\"/de/search/\"");
        assertThat(site.get("/zh/search/").body()).contains("搜索", "href=\"/de/search/\"");
        assertThat(site.get("/de/search").headers().firstValue("location")).contains("/de/search/");
        assertThat(site.get("/fr/search/").statusCode()).isEqualTo(404);
    }
}
