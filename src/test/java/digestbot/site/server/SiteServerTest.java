package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.digest.ParseResult;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.site.SubscribeLinks;
import digestbot.web.RawConnection;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteServerTest {

    private static final String DAY = "/energy/2026-02-11/";

    @AutoClose
    private final SiteFixture site;

    SiteServerTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
        site.write("a.md", digest("energy", "2026-02-10", "The first day"));
        site.write("b.md", digest("energy", "2026-02-11", "The second day"));
    }

    private int status(String path) throws Exception {
        return site.get(path).statusCode();
    }

    private String raw(String request) throws Exception {
        try (var wire = new RawConnection(site.port())) {
            return wire.write(request).answer();
        }
    }

    @Test
    void everyAddressHasItsPage() throws Exception {
        var soft = new SoftAssertions();
        for (String each : """
                / The second day
                /energy/ The first day
                /energy/?before=2026-02-11 The first day
                /energy/2026-02-11/ A point about it.
                /energy/2026-02-11/us/ A point about it.
                """.lines().toList()) {
            String path = each.substring(0, each.indexOf(' '));
            HttpResponse<String> page = site.get(path);
            soft.assertThat(page.statusCode()).as(path).isEqualTo(200);
            soft.assertThat(page.headers().firstValue("content-type")).as(path).contains("text/html;charset=utf-8");
            soft.assertThat(page.body())
                    .as(path)
                    .contains(
                            each.substring(path.length() + 1),
                            "rel=\"canonical\" href=\"" + SiteFixture.BASE + path + "\"");
        }
        soft.assertAll();
    }

    @Test
    void theNewsIsTheHeadingAndStandsOnce() throws Exception {
        site.write("c.md", digest("energy", "2026-02-12", "The third day.\n- Something else."));
        String page = site.get("/energy/2026-02-12/").body();
        assertThat(page)
                .contains(
                        "<h1 dir=\"auto\">The third day</h1>",
                        "<li>Something else.</li>",
                        "property=\"og:title\" content=\"The third day · Topic energy, 12 Feb 2026\"")
                .doesNotContain("<li>The third day.</li>", "Published Thu");
        assertThat(site.get("/energy/").body())
                .contains("The third day</a></h2>", "The second day</a></h2>")
                .doesNotContain("<li>The third day.</li>");
        assertThat(site.get("/energy/atom.xml").body())
                .contains("<title>The third day · Topic energy, 12 Feb 2026</title>");
        assertThat(site.get("/energy/2026-02-12/us/").body()).contains("<h1 dir=\"auto\">The third day</h1>");
        assertThat(site.get("/").body()).containsOnlyOnce("Thu 12 February 2026");
        site.write(
                "d.md",
                digest("energy", "2026-02-11", "As the author says.", "headline: A headline", "edition: Evening"));
        assertThat(site.get("/energy/2026-02-11-Evening/").body())
                .contains("<h1 dir=\"auto\">A headline</h1>", "<li>As the author says.</li>", "Published Thu 12 Feb");
        assertThat(site.get("/en/search/?q=author").body()).contains(">A headline</a></h2>", "<span>Evening</span>");
    }

    @Test
    void aPageLeadsToOtherTopicsAndDays() throws Exception {
        for (String topic : List.of("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "trade")) {
            site.write(topic + ".md", digest(topic, "2026-02-11", "News of " + topic));
        }
        site.write("de.md", digest("t1", "2026-02-11", "Neues von t1", "language: de"));
        site.write("c.md", digest("energy", "2026-02-12", "The third day"));
        assertThat(site.get(DAY).body())
                .contains(
                        "href=\"/energy/\" dir=\"auto\" aria-current=\"true\"",
                        "href=\"/t5/\"",
                        "All topics",
                        "href=\"/t1/2026-02-11/\" dir=\"auto\">News of t1</a>",
                        "News of trade",
                        "href=\"/energy/2026-02-10/\" rel=\"prev\"",
                        "The first day",
                        "href=\"/energy/2026-02-12/\" rel=\"next\"",
                        "The third day")
                .doesNotContain("href=\"/trade/\"");
        assertThat(site.get("/de/t1/2026-02-11/").body()).contains("href=\"/de/t1/\"", "href=\"/energy/\"");
        site.withdraw("t5", "2026-02-11");
        assertThat(site.get(DAY).body()).contains("href=\"/trade/\"").doesNotContain("/t5/", "All topics");
    }

    @Test
    void theStartPageListsTheNewestOfManyTopics() throws Exception {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < Library.MAX_TOPICS; i++) {
            files.addAll(List.of("m" + i + ".md", digest("m" + i, "2026-02-12", "News")));
        }
        site.write(files.toArray(String[]::new));
        assertThat(site.get("/").body())
                .contains("href=\"/m0/", "href=\"/m99/", "At most 100 topics are listed:")
                .doesNotContain("href=\"/energy/2");
        assertThat(site.get("/nothing/").body()).doesNotContain("href=\"/energy/2");
        assertThat(site.get("/sitemap.xml").body()).contains("/m99/", "/energy/");
    }

    @Test
    void aPageSaysWhereItsDigestsCanBeHadAndIsSharedByPlainLinks() throws Exception {
        assertThat(site.get(DAY).body())
                .contains(
                        "href=\"/energy/atom.xml\" type=\"application/atom+xml\">RSS</a>",
                        "https://t.me/share/url?url=https%3A%2F%2Fnews.example.org%2Fenergy%2F2026-02-11%2F&amp;text=The%20second",
                        "mailto:?subject=The%20second",
                        ">" + SiteFixture.BASE + DAY + "</span>")
                .doesNotContain("?start=", "discord.com");
        site.subscribe = new SubscribeLinks(Optional.of("news_bot"), Optional.of("1234"));
        for (String path : List.of(DAY, "/energy/", DAY + "us/")) {
            assertThat(site.get(path).body())
                    .as(path)
                    .contains(
                            "href=\"https://t.me/news_bot?start=energy\"",
                            "href=\"https://discord.com/oauth2/authorize?client_id=1234\"");
        }
        assertThat(site.get("/").body()).contains("href=\"https://t.me/news_bot\"");
    }

    @Test
    void aPageSaysWhatTheSiteIs() throws Exception {
        String about = site.get("/en/about/").body();
        assertThat(about)
                .contains(
                        "<p>We read <strong>both</strong> sides.</p>",
                        "The latest 2 digests",
                        "United States",
                        "0 corrected",
                        "rel=\"canonical\" href=\"" + SiteFixture.BASE + "/en/about/\"")
                .doesNotContain("votes on these digests");
        site.write(
                "h.md",
                digest(
                                "harbours",
                                "2026-02-09",
                                "One outlet says. [1]\n- Two say. [1][2]\n- Two articles of one say. [1][3]",
                                "madeBy: small-model")
                        + "2. [en] [Another](https://example.org/2) - Pacific Gazette (2/7/2026)\n"
                        + "3. [en] [A third](https://example.org/3) - Example Wire (2/7/2026)\n",
                "s.md",
                digest("ships", "2026-02-09", "A ship", "madeBy: headlines"));
        site.write("old.md", digest("energy", "2026-01-12", "Thirty days before the newest"));
        assertThat(site.get("/en/about/").body())
                .contains(
                        "<span dir=\"auto\">Topic energy</span><p class=\"facts\"><span>2 digests</span><span>0 corrected</span></p>",
                        "Topic harbours</span><p class=\"facts\"><span>1 digest</span>",
                        "<span>33% of points cite two or more outlets</span>",
                        "Topic ships</span><p class=\"facts\"><span>en since 2026-01-10</span><span>1 digest</span>");
        assertThat(site.get("/de/about/").body()).contains("Über diese Website", "Die letzten 4 Überblicke");
        assertThat(status("/about/")).isEqualTo(404);
    }

    /// It is made once for all addresses at which there is nothing.
    @Test
    void anAddressWithoutAPageLeadsOn() throws Exception {
        HttpResponse<String> missing = site.get("/nothing/");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .contains("Page not found", "The second day", "href=\"/energy/\"", "action=\"/en/search/\"")
                .doesNotContain("The first day");
        site.reading = () -> {
            throw new IllegalStateException("a digest was read");
        };
        assertThat(site.get("/nothing/else/").body()).isEqualTo(missing.body());
    }

    @Test
    void aPageIsSentOnceToThoseWhoHaveItAndCompressedForThoseWhoCanReadIt() throws Exception {
        HttpResponse<String> first = site.get(DAY);
        String tag = first.headers().firstValue("etag").orElseThrow();
        for (String known : List.of(tag, tag.replace("W/", ""), "\"other\", " + tag, "*")) {
            HttpResponse<String> again = site.get(DAY, "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("etag")).contains(tag);
        }
        assertThat(site.get(DAY, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("cache-control")).contains("public, max-age=60");
        HttpResponse<byte[]> small = site.bytes(DAY, "Accept-Encoding", "br, gzip");
        assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(small.headers().firstValue("vary")).contains("Accept-Encoding");
        try (var read = new GZIPInputStream(new ByteArrayInputStream(small.body()))) {
            assertThat(new String(read.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(site.get(DAY).body());
        }
        assertThat(site.get(DAY, "Accept-Encoding", "gzip;q=0").headers().firstValue("content-encoding"))
                .isEmpty();
    }

    @Test
    void clientsThatKnowOnlyTimesAreSentAPageOnce() throws Exception {
        String modified = site.get(DAY).headers().firstValue("last-modified").orElseThrow();
        assertThat(modified).matches("\\w{3}, \\d{2} \\w{3} 2026 \\d{2}:\\d{2}:\\d{2} GMT");
        HttpResponse<String> again = site.get(DAY, "If-Modified-Since", modified);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("last-modified")).contains(modified);
        for (String other : List.of("Thu, 01 Jan 2026 00:00:00 GMT", "yesterday", "")) {
            assertThat(site.get(DAY, "If-Modified-Since", other).statusCode())
                    .as(other)
                    .isEqualTo(200);
        }
        assertThat(site.get(DAY, "If-Modified-Since", modified, "If-None-Match", "\"other\"")
                        .statusCode())
                .as("a tag says more than a time")
                .isEqualTo(200);
        site.pass(Duration.ofSeconds(5));
        site.write("b.md", digest("energy", "2026-02-11", "The second day, corrected"));
        HttpResponse<String> corrected = site.get(DAY, "If-Modified-Since", modified);
        assertThat(corrected.statusCode()).isEqualTo(200);
        assertThat(corrected.headers().firstValue("last-modified")).isPresent().isNotEqualTo(Optional.of(modified));
        assertThat(site.get("/energy/atom.xml").headers().firstValue("last-modified"))
                .isPresent();
        assertThat(site.get(DAY + "card.png").headers().firstValue("last-modified"))
                .isPresent();
    }

    /// A virtual thread that works keeps its processor from all requests.
    @Test
    void strangersLeaveThreadsAndReadersOfTheDatabaseToTheBot() throws Exception {
        var begun = new CountDownLatch(3);
        var end = new CountDownLatch(1);
        var onVirtualThreads = new AtomicInteger();
        site.reading = () -> {
            onVirtualThreads.addAndGet(Thread.currentThread().isVirtual() ? 1 : 0);
            begun.countDown();
            Waiting.at(end);
        };
        try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (String path :
                        List.of(DAY, DAY + "us/", DAY + "card.png", "/energy/2026-02-10/card.png", "/energy/")) {
                    var _ = strangers.submit(() -> status(path));
                    var _ = strangers.submit(() -> status("/en/search/?q=point"));
                }
                begun.await();
                assertThat(site.database.read(site.library::topics)).hasSize(1);
            } finally {
                end.countDown();
            }
        }
        assertThat(onVirtualThreads).hasValue(0);
    }

    @Test
    void aCorrectionChangesThePageAndIsNotedOnce() throws Exception {
        String tag = site.get(DAY).headers().firstValue("etag").orElseThrow();
        assertThat(site.get(DAY).body()).doesNotContain("class=\"corrections\"");
        site.write("b.md", digest("energy", "2026-02-11", "The second day, corrected"));
        HttpResponse<String> page = site.get(DAY, "If-None-Match", tag);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "The second day, corrected",
                        "class=\"corrections\"",
                        "UTC</time>: <span dir=\"auto\">highlights")
                .contains("\"@type\":\"NewsArticle\"", "\"correction\":[{\"@type\":\"CorrectionComment\"");
        assertThat(site.get("/energy/").body()).contains("class=\"badge\"");

        site.pass(Duration.ofHours(1));
        site.write("b.md", digest("energy", "2026-02-11", "The second day, corrected", "nobody-sees: this"));
        assertThat(site.get(DAY).body().split("</time>: ", -1))
                .as("parts around corrections")
                .hasSize(2);
        site.pass(Duration.ofHours(1));
        site.write("b.md", digest("energy", "2026-02-11", "Corrected again."));
        assertThat(site.get(DAY).body().split("</time>: ", -1))
                .as("parts around corrections")
                .hasSize(3);
    }

    @Test
    void aPageAndAFeedSayWhetherAPersonReviewedWhatAModelWrote() throws Exception {
        site.hold();
        for (int day = 12; day > 5; day--) {
            String date = "2026-02-%02d".formatted(day);
            site.write(date + ".md", digest("harbours", date, "Ships wait", "madeBy: small-model"));
        }
        var held = new DigestReview(site.library, SilentPublications.NOTHING, site.clock());
        site.database.writeWithoutResult(tx ->
                held.all(tx).forEach(each -> held.release(tx, each.digest().number())));
        site.write("n.md", digest("harbours", "2026-02-13", "Ships sail", "madeBy: small-model"));
        site.pass(Duration.ofHours(4));
        held.releaseDue(site.database, (_, _) -> {});
        assertThat(site.get("/harbours/2026-02-12/").body())
                .contains("summarised by small-model, reviewed by an editor at Thu 12 Feb 12:00 UTC")
                .contains("\"https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia\"");
        assertThat(site.get("/harbours/2026-02-13/").body())
                .contains(
                        "summarised by small-model, not reviewed",
                        "\"digitalSourceType\":\"https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"");
        assertThat(site.get(DAY).body()).contains("NewsArticle").doesNotContain("digitalSourceType");
        assertThat(site.get("/harbours/atom.xml").body())
                .contains("reviewed by an editor at &lt;time", "summarised by small-model, not reviewed");
    }

    @Test
    void aWithdrawnDigestIsGoneEverywhere() throws Exception {
        assertThat(status(DAY)).isEqualTo(200);
        site.withdraw("energy", "2026-02-11");
        for (String path : List.of(DAY, DAY + "us/", DAY + "card.png", DAY + "nobody/", "/energy/2026-02-11")) {
            assertThat(site.get(path)).as(path).satisfies(gone -> {
                assertThat(gone.statusCode()).isEqualTo(410);
                assertThat(gone.body()).doesNotContain("second", "A point about it");
            });
        }
        assertThat(site.get("/").body()).contains("The first day").doesNotContain("second");
        assertThat(site.get("/energy/").body()).doesNotContain("2026-02-11", "second");
        assertThat(site.get("/energy/2026-02-10/").body()).doesNotContain("2026-02-11");
        assertThat(status("/de" + DAY)).as("in another language").isEqualTo(404);
        assertThat(status("/energy/2026-02-11-Evening/")).as("another edition").isEqualTo(404);
        site.withdraw("energy", "2026-02-10");
        assertThat(status("/energy/2026-02-10/"))
                .as("although its topic has nothing left")
                .isEqualTo(410);
        assertThat(status("/energy/")).isEqualTo(404);
    }

    @Test
    void aWithdrawnEditionLeavesTheDayBesideIt() throws Exception {
        site.write("evening.md", digest("energy", "2026-02-11", "The evening", "edition: Evening"));
        assertThat(site.get(DAY).body()).contains("/energy/2026-02-11-Evening/");
        site.withdraw("energy", "2026-02-11", "Evening");
        assertThat(status("/energy/2026-02-11-Evening/")).isEqualTo(410);
        assertThat(site.get(DAY).body()).contains("The second day").doesNotContain("vening");
        assertThat(site.get("/energy/").body()).contains(DAY).doesNotContain("vening");
    }

    /// Their addresses have escapes, and nothing else of their topics is left.
    @ParameterizedTest
    @CsvSource({"a.b, /a~2eb/", "2026-02-01, /~32026-02-01/"})
    void aWithdrawnDigestIsGoneWhateverItsTopicIsCalled(String topic, String path) throws Exception {
        site.write("odd.md", digest(topic, "2026-02-09", "An odd one."));
        assertThat(status(path + "2026-02-09/")).isEqualTo(200);
        site.withdraw(topic, "2026-02-09");
        assertThat(status(path + "2026-02-09/")).isEqualTo(410);
        assertThat(status(path + "2026-02-09/card.png")).isEqualTo(410);
    }

    @Test
    void everyPageHasOneAddress() throws Exception {
        var soft = new SoftAssertions();
        for (String each : """
                /energy 301 /energy/
                /energy/2026-02-11 301 /energy/2026-02-11/
                /energy/2026-02-11/us 301 /energy/2026-02-11/us/
                /energy/index.html 200 -
                /en/energy/2026-02-11/ 302 /energy/2026-02-11/
                /de/energy/2026-02-11/ 404 -
                /energy/2026-02-31/ 404 -
                /energy/2026-02/ 404 -
                /energy?before=2026-02-11 302 /energy/?before=2026-02-11
                /energy/?before=2999-01-01 302 /energy/
                /energy/?before=2026-02-31 302 /energy/
                /energy/?before=2026-02-10 404 -
                /energy/2026-02-11/?before=2026-02-11 302 /energy/2026-02-11/
                /?before=2026-02-11 302 /
                /nothing/?before=2026-02-11 404 -
                /energy/2026-02-11/US/ 404 -
                /energy/2026-02-11/us/more/ 404 -
                /energy/2026-02-11/us/card.png 404 -
                /en/about 301 /en/about/
                /nothing/ 404 -
                """.lines().toList()) {
            String path = each.substring(0, each.indexOf(' '));
            HttpResponse<String> answer = site.get(path);
            String location = answer.headers().firstValue("location").orElse("-");
            soft.assertThat(path + " " + answer.statusCode() + " " + location).isEqualTo(each);
        }
        soft.assertAll();
    }

    @Test
    void languagesAndEditionsHaveAddressesOfTheirOwn() throws Exception {
        site.write("c.md", digest("energy", "2026-02-11", "Der zweite Tag", "language: de"));
        site.write("d.md", digest("energy", "2026-02-11", "The evening", "edition: Evening/Late"));
        site.write("e.md", digest("energy", "2026-02-12", "Only the evening", "edition: Evening/Late"));
        assertThat(site.get("/de/energy/2026-02-11/").body())
                .contains("Der zweite Tag", "<html lang=\"de\"", "hreflang=\"en\" href=\"" + SiteFixture.BASE + DAY);
        assertThat(site.get("/de/energy/").body()).contains("Der zweite Tag").doesNotContain("The second day");
        assertThat(site.get("/de/").body()).contains("Der zweite Tag");
        assertThat(site.get(DAY).body())
                .contains(
                        "The second day",
                        "/energy/2026-02-11-Evening~2fLate/",
                        "hreflang=\"de\"",
                        "hreflang=\"x-default\"")
                .doesNotContain("hreflang=\"en\" href=\"" + SiteFixture.BASE + "/energy/2026-02-11-Evening");
        assertThat(site.get("/energy/2026-02-11-Evening~2fLate/").body()).contains("The evening");
        assertThat(site.get("/energy/2026-02-11-Evening%7E2fLate/").body()).contains("The evening");
        assertThat(status("/energy/2026-02-12/")).isEqualTo(404);
    }

    @Test
    void theWholeSiteMayBeBelowAPath(@TempDir Path folder) throws Exception {
        try (var below = new SiteFixture(folder, "https://example.org/news")) {
            below.write("a.md", digest("energy", "2026-02-10", "Here"));
            assertThat(below.get("/news/energy/2026-02-10/").body())
                    .contains("Here", "href=\"/news/energy/\"", "href=\"https://example.org/news/energy/2026-02-10/\"");
            assertThat(below.get("/news/energy").headers().firstValue("location"))
                    .contains("/news/energy/");
            assertThat(below.get("/energy/2026-02-10/").statusCode()).isEqualTo(404);
        }
    }

    /// The shape that previews show without cutting, and its size as the head of a PNG has it.
    @Test
    void thePictureIsForLinkPreviews() throws Exception {
        HttpResponse<byte[]> picture = site.bytes(DAY + "card.png");
        assertThat(picture.headers().firstValue("content-type")).contains("image/png");
        assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
        var size = ByteBuffer.wrap(picture.body(), 16, 8);
        assertThat(List.of(size.getInt(), size.getInt())).containsExactly(1_200, 630);
        assertThat(site.get(DAY).body())
                .contains(
                        "property=\"og:image\" content=\"" + SiteFixture.BASE + DAY + "card.png\"",
                        "property=\"og:image:width\" content=\"1200\"",
                        "property=\"og:image:height\" content=\"630\"",
                        "name=\"twitter:card\" content=\"summary_large_image\"");
        String tag = picture.headers().firstValue("etag").orElseThrow();
        assertThat(site.get(DAY + "card.png", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void nothingIsStoredOnTheReadersDeviceButTheStylesForEver() throws Exception {
        String css = site.get("/").body().replaceFirst("(?s).*?href=\"(/assets/site-[^\"]+)\".*", "$1");
        HttpResponse<String> styles = site.get(css);
        assertThat(styles.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(styles.body()).contains(".c3b6fb6{--side:#3b6fb6}", ".cb8443a{--side:#b8443a}");
        for (String path : List.of("/", DAY, "/nothing/", "/energy", DAY + "card.png")) {
            Map<String, List<String>> headers = site.get(path).headers().map();
            assertThat(headers).as(path).doesNotContainKeys("set-cookie", "server");
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .singleElement()
                    .satisfies(policy -> assertThat(policy)
                            .startsWith("default-src 'none'")
                            .contains("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe", "script-src", "http:"));
            assertThat(headers.get("x-content-type-options")).as(path).containsExactly("nosniff");
        }
    }

    @Test
    void whatIsNoPageIsKeptNowhere() throws Exception {
        site.withdraw("energy", "2026-02-10");
        for (String path : List.of("/nothing/", "/energy", "/energy/2026-02-10/", "/nothing/atom.xml")) {
            assertThat(site.get(path).headers().allValues("cache-control"))
                    .as(path)
                    .containsExactly("no-store");
        }
    }

    @Test
    void oddPathsLeadNowhere() throws Exception {
        var soft = new SoftAssertions();
        for (String path : List.of(
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/../../etc/passwd",
                "/assets/..%2f..%2fsite.css",
                "/energy/..;/..;/etc/passwd",
                "/energy/%00/",
                "/energy/%c0%ae%c0%ae/",
                "//evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/energy/2026-02-11/..%5c..%5cetc/card.png",
                "/%0d%0aSet-Cookie:%20a=b/",
                "/energy%0d%0aSet-Cookie:a=b",
                "/energy/2026-02-11%0d%0aX:y")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            soft.assertThat(answer.split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT))
                    .as(path)
                    .matches("(?s)http/1\\.1 40[04] .*")
                    .doesNotContain("set-cookie", "location", "x:y", "evil.example");
            soft.assertThat(answer).as(path).doesNotContain("root:", "evil.example/\"", "\tat ", "jetty");
        }
        soft.assertAll();
    }

    @Test
    void otherMethodsGetNothing() throws Exception {
        var soft = new SoftAssertions();
        for (String method :
                List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X")) {
            soft.assertThat(raw(method + " / HTTP/1.1\r\nHost: localhost\r\nX-Echo: unspeakable\r\n"
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                    .as(method)
                    .startsWith("HTTP/1.1 4")
                    .contains("Content-Security-Policy: default-src 'none'")
                    .doesNotContain("unspeakable", "Example Digests", "Set-Cookie");
        }
        soft.assertThat(raw(
                        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\nConnection: close\r\n\r\n"))
                .as("a body")
                .startsWith("HTTP/1.1 413");
        soft.assertAll();
    }

    @Test
    void headIsAnsweredWithTheHeadersOfThePage() throws Exception {
        for (String path :
                List.of(DAY, "/", "/robots.txt", "/atom.xml", "/sitemap.xml", "/energy/2001-01-01/", "/none")) {
            HttpResponse<String> page = site.get(path);
            String answer = raw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(path)
                    .startsWith("HTTP/1.1 " + page.statusCode())
                    .contains(page.headers().firstValue("Content-Type").orElseThrow())
                    .endsWith("\r\n\r\n");
            page.headers()
                    .firstValue("ETag")
                    .ifPresent(tag -> assertThat(answer).as(path).contains(tag));
        }
    }

    /// Each list has one address, whatever day is asked for; otherwise strangers could fill the memory
    /// with copies of a page.
    @Test
    void everyDigestOfATopicIsOnItsPagesWhateverTheirLanguage() throws Exception {
        for (int day = 1; day <= 20; day++) {
            site.write(
                    day + ".md", digest("sea", LocalDate.of(2026, 1, day).toString(), "Day " + day + "."),
                    day + ".de.md", digest("sea", LocalDate.of(2026, 1, day).toString(), "Tag", "language: de"));
        }
        for (String topic : List.of("/sea/", "/de/sea/")) {
            assertThat(site.get(topic).body())
                    .contains("/2026-01-07/\"", "href=\"%s?before=2026-01-07\" rel=\"next\"".formatted(topic))
                    .doesNotContain("/2026-01-06/\"");
            assertThat(site.get(topic + "?before=2026-01-07").body())
                    .contains("/2026-01-06/\"", "/2026-01-01/\"")
                    .doesNotContain("/2026-01-07/\"", "?before=2026-01-01");
        }
        assertThat(site.get("/sea/?before=2026-01-21").headers().firstValue("location"))
                .contains("/sea/");
        site.withdraw("sea", "2026-01-06");
        assertThat(site.get("/sea/").body()).contains("/sea/?before=2026-01-06");
    }

    @Test
    void ofTwoRegionsOfTheMainLanguageTheFirstHasTheShortAddress() throws Exception {
        site.write("tw.md", digest("port", "2026-02-11", "港口重開", "language: zh-TW"));
        site.write("cn.md", digest("port", "2026-02-11", "港口重开", "language: zh-CN"));
        assertThat(site.get("/port/2026-02-11/").body()).contains("港口重开").doesNotContain("港口重開");
        assertThat(status("/zh-tw/port/2026-02-11/")).isEqualTo(200);
    }

    @Test
    void aListHasTheNewestOfADayThatLacksTheMainLanguage() throws Exception {
        site.write("de.md", digest("energy", "2026-02-12", "Nur auf Deutsch", "language: de"));
        site.write("es.md", digest("energy", "2026-02-12", "Tercer día", "language: es"));
        assertThat(site.get("/energy/").body()).contains("Tercer día").doesNotContain("Nur auf Deutsch");
    }

    @Test
    void aHugeDigestIsAPageToo() throws Exception {
        String huge = digest("energy", "2026-02-12", "Long. ".repeat(170_000));
        site.write("huge.md", huge);
        HttpResponse<String> page = site.get("/energy/2026-02-12/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().length()).isGreaterThan(1_000_000);
        assertThat(site.get("/energy/").body().length())
                .as("a list has only its beginning")
                .isLessThan(50_000);
    }

    /// Each of the digests that a page lists may take as much memory as a digest can, and the library
    /// keeps no more than one of these. A page that kept them would have all at the fourth one.
    @Test
    void aPageThatListsDigestsHoldsOneAtATime(@TempDir Path folder) throws Exception {
        String stars = "```\n" + "*".repeat(130_000) + "\n```";
        try (var filled = new SiteFixture(folder)) {
            for (int i = 1; i <= 6; i++) {
                for (String topic : List.of("energy", "topic-" + i)) {
                    filled.write(
                            topic + i + ".md",
                            digest(topic, "2026-02-0" + i, "Day " + i + ".")
                                    .replace("about it.", "about it.\n\n" + stars));
                }
            }
        }
        for (String path : List.of(
                "/",
                "/en/about/",
                "/energy/",
                "/energy/?before=2026-02-06",
                "/atom.xml",
                "/en/search/?q=point",
                "/none/")) {
            List<WeakReference<Object>> read = new ArrayList<>();
            var most = new AtomicInteger();
            try (var remembersNothing = new SiteFixture(folder)) {
                remembersNothing.read = result -> {
                    read.add(new WeakReference<>(
                            ((ParseResult.Parsed) result).digest().sections()));
                    if (read.size() % 4 == 0) { // a collection takes long
                        System.gc();
                        long held = read.stream()
                                .filter(each -> !each.refersTo(null))
                                .count();
                        most.accumulateAndGet((int) held, Math::max);
                    }
                };
                remembersNothing.get(path);
            }
            assertThat(read).as(path).hasSizeGreaterThan(4);
            assertThat(most)
                    .as("%s: the one in the cache, the page's first one, and the next", path)
                    .hasValueLessThanOrEqualTo(3);
        }
    }

    /// Else each publication would have all of the others read again.
    @Test
    void homeReadsADigestOnce() throws Exception {
        String stars = "about it.\n\n```\n" + "*".repeat(130_000) + "\n```";
        for (String topic : List.of("one", "two", "three", "four")) {
            site.write(topic + ".md", digest(topic, "2026-02-11", "Day.").replace("about it.", stars));
        }
        site.get("/");
        var read = new AtomicInteger();
        site.write("five.md", digest("five", "2026-02-11", "Another."));
        site.read = _ -> read.incrementAndGet();
        assertThat(site.get("/").body()).contains("Another", "Topic one");
        assertThat(read).hasValueLessThan(2);
    }
}
