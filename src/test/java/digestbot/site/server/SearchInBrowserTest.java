package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import digestbot.browser.Browser;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The search of the static site, in a real browser, from a host that only serves files.
@Tag("full")
@TestInstance(Lifecycle.PER_CLASS)
class SearchInBrowserTest {

    @AutoClose
    private final Browser browser = Browser.openOrSkip();

    @AutoClose
    private final SiteFixture site;

    private final HttpServer host;
    private final Path out;

    SearchInBrowserTest(@TempDir Path folder) throws IOException {
        site = new SiteFixture(folder);
        site.copy(Path.of("digests"));
        site.copy(Path.of("src/test/resources/digests"));
        site.write(
                "2026-02-12-climate.ar.md",
                SampleTexts.ARABIC,
                "2026-02-07-us-china.md",
                SampleTexts.HOSTILE,
                "2026-02-13-seoul.md",
                digest("seoul", "2026-02-13", "서울의 봄: ข่าววันนี้ Straße ΟΔΟΣ İstanbul", "language: ko"));
        for (int day = 1; day <= 23; day++) {
            site.write("l%d.md".formatted(day), digest("coast", "2025-12-%02d".formatted(day), "A lighthouse-keeper."));
        }
        out = folder.resolve("public");
        site.build(out);
        host = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), out.toAbsolutePath(), OutputLevel.NONE);
        host.start();
    }

    @AfterAll
    void close() {
        host.stop(0);
    }

    private void open(String language, String words) {
        browser.open("http://127.0.0.1:%d/%s/search/?q=%s"
                .formatted(host.getAddress().getPort(), language, URLEncoder.encode(words, StandardCharsets.UTF_8)));
        browser.awaitThat("document.getElementById('hits').dataset.state");
    }

    private List<?> found() {
        return (List<?>) Objects.requireNonNull(browser.driver()
                .executeScript(
                        "return Array.from(document.querySelectorAll('#hits h2 a'), a => a.getAttribute('href'))"));
    }

    private List<String> expected(String words) {
        var published = new SiteLibrary(site.library);
        return site.database.read(tx -> site.library.search(tx, SearchQuery.of(words), 10, 0).hits().stream()
                .map(hit -> site.library.digest(tx, hit.number()).orElseThrow())
                .map(stored ->
                        "/" + published.address(tx, stored.digest().key()).path())
                .toList());
    }

    @Test
    void itFindsWhatTheBotFinds() {
        String some = "film¦lighthouse-keeper¦المناخ¦للتكيف¦서울¦电影¦script";
        String others = "fil¦fi¦FILM festivals¦opening nights¦nights opening¦film nowhere¦keeper-lighthouse¦lighthouse"
                + "¦onclick¦贸易¦易贸¦峰会¦中国 美国¦COP31¦COP 31¦울서¦วัน¦strasse¦straße¦οδος¦istanbul¦2026¦\"film\"¦us-china"
                + "¦— !¦example wire";
        assertThat(some.split("¦", -1))
                .allSatisfy(words -> assertThat(expected(words)).as(words).isNotEmpty());
        assertSoftly(soft -> {
            for (String words : (some + "¦" + others).split("¦", -1)) {
                open("en", words);
                soft.assertThat(found()).as(words).isEqualTo(expected(words));
            }
        });
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void moreIsShownOnDemand() {
        open("en", "lighthouse");
        assertThat(found()).hasSize(10);
        assertThat(browser.text("#hits mark")).contains("lighthouse");
        for (int shown : new int[] {20, 23}) {
            browser.find("#more button").click();
            browser.awaitThat("document.querySelectorAll('#hits > article').length === " + shown);
        }
        browser.awaitThat("document.getElementById('more').hidden");
        assertThat(found()).doesNotHaveDuplicates().last().isEqualTo("/coast/2025-12-01/");
    }

    @Test
    void itLooksLikeTheOtherPages() {
        open("de", "Film");
        assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("de");
        browser.screenshots("site-search");
        open("en", "المناخ");
        assertThat(browser.find("#hits article").getCssValue("direction")).isEqualTo("rtl");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPassageNamesThePerspectiveAndADigestIsOnlyText() {
        open("en", "point about");
        assertThat(browser.text("#hits .description")).contains("United States: A point about it.");
        open("en", "script alert");
        assertThat(found()).isNotEmpty();
        assertThat(browser.driver()
                        .executeScript("return document.querySelectorAll('#hits *:is(script, img, iframe, style, form,"
                                + " [onerror], [onclick], [style]), #hits a[href^=\"javascript\" i]').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nothingFoundIsSaid() {
        open("en", "nowhere");
        assertThat(browser.text("#found")).startsWith("No results.");
        open("en", "!!!");
        assertThat(browser.text("#found")).startsWith("No results.");
    }

    @Test
    void aHostThatFailsIsNotSilent() throws IOException {
        Path list = out.resolve("assets/search/index.json");
        Path away = list.resolveSibling("away.json");
        Files.move(list, away);
        try {
            open("en", "film");
            assertThat(browser.text("#found")).startsWith("The search failed.");
        } finally {
            Files.move(away, list);
            browser.forgetComplaints();
        }
    }

    @Test
    void withoutScriptThePageSaysSo() {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.open("http://127.0.0.1:%d/en/search/?q=film"
                    .formatted(host.getAddress().getPort()));
            assertThat(browser.text("main")).contains("Search needs JavaScript");
            browser.find("main .on a").click();
            assertThat(browser.text("main")).contains("US vs China");
        } finally {
            browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }
}
