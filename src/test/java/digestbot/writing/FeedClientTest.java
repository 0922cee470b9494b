package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import digestbot.writing.FeedFinder.FoundFeed;
import digestbot.writing.FeedParser.ParsedFeed;
import digestbot.writing.FeedServer.Item;
import digestbot.writing.TopicWriter.WriteResult.NotWritten;
import digestbot.writing.WritingStore.FeedReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedClientTest {

    private static final Instant AT = Instant.parse("2026-02-10T01:00:00Z");
    private static final URI FEED = URI.create("https://gazette.example/news/feed");
    private static final Item ITEM =
            new Item("Washington raises tariffs on steel", "https://gazette.example/1", AT, "<p>By ten &amp; more</p>");

    private final HttpReader http = new HttpReader();
    private FeedServer server;
    private FeedClient client;

    @BeforeEach
    void start() throws IOException {
        server = FeedServer.start();
        client = client(FeedClient.TIMEOUT);
    }

    private FeedClient client(Duration timeout) {
        return new FeedClient(http, Stream.of(server.url("/feed")), timeout);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void readsRssWithoutMarkup() throws IOException {
        server.feed("/feed", "Pacific Gazette", ITEM);
        ParsedFeed feed = client.fetch(server.url("/feed"));
        assertThat(feed.title()).isEqualTo("Pacific Gazette");
        assertThat(feed.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.title()).isEqualTo("Washington raises tariffs on steel");
            assertThat(entry.description()).isEqualTo("By ten & more");
            assertThat(entry.at()).isEqualTo(AT);
            assertThat(entry.language()).isEqualTo("en");
        });
    }

    @Test
    void readsTheOutletOfAnEntryThatAnAggregatorNames() throws IOException {
        assertThat(parse("""
            <rss version="2.0"><channel><title>News</title><item>
            <title>Beijing answers the new tariffs - Coastal Times</title><link>https://news.example/2</link>
            <pubDate>Tue, 10 Feb 2026 01:00:00 GMT</pubDate>
            <source url="https://coastal.example">Coastal Times</source></item></channel></rss>\
            """, "text/xml").entries()).singleElement().satisfies(entry -> {
            assertThat(entry.source()).isEqualTo("Coastal Times");
            assertThat(entry.title()).isEqualTo("Beijing answers the new tariffs");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<updated>2026-02-10T02:00:00+01:00</updated>",
                "<updated>2026-02-11T02:00:00Z</updated><published>2026-02-10T01:00:00Z</published>"
            })
    void readsAtom(String dates) throws IOException {
        assertThat(parse("""
                        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenpost</title><entry>
                        <title type="html">Zölle &lt;b&gt;steigen&lt;/b&gt; auf Stahl</title><link href="https://hafen.example/1"/>
                        DATES<summary>Mehr</summary></entry></feed>""".replace("DATES", dates), "application/atom+xml").entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.title()).isEqualTo("Zölle steigen auf Stahl");
                    assertThat(entry.at()).isEqualTo(AT);
                    assertThat(entry.language()).isEqualTo("de");
                });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "||, /1, https://gazette.example/1",
                "||, ../1?a=b#c, https://gazette.example/1?a=b#c",
                "||, //harbour.example/1, https://harbour.example/1",
                "||, /a:b, https://gazette.example/a:b",
                "||, /新闻, https://gazette.example/%E6%96%B0%E9%97%BB",
                "xml:base='https://harbour.example/a/', 1, https://harbour.example/a/1"
            })
    void resolvesLinks(String base, String link, String address) throws IOException {
        String entry =
                "<title>Washington raises tariffs on steel</title><link LINK<updated>2026-02-10T02:00:00Z</updated>";
        String atom = "<feed xmlns='http://www.w3.org/2005/Atom' %s><entry>%s</entry></feed>".formatted(base, entry);
        assertThat(parse(atom.replace("LINK", "href='%s'/>".formatted(link)), "")
                        .entries())
                .singleElement()
                .satisfies(each -> assertThat(each.link().url()).isEqualTo(address));
    }

    @Test
    void resolvesLinksOfOtherFormats() throws IOException {
        String rss = FeedServer.rss("Gazette", new Item("Washington raises tariffs on steel", " /1 ", AT));
        String json = """
            {"items": [{"url": "/1", "title": "Washington raises tariffs", "date_published": "2026-02-10T09:00:00Z"},
                       {"url": "", "title": "Washington raises tariffs", "date_published": "2026-02-10T09:00:00Z"}]}
            """;
        for (String text : List.of(rss, json)) {
            assertThat(parse(text, "").entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.link().url()).isEqualTo("https://gazette.example/1"));
        }
    }

    @Test
    void readsTheLanguageOfAnEntry() throws IOException {
        String entry =
                "<title>Washington raises tariffs on steel</title><link href='/1'/><updated>2026-02-10T02:00:00Z</updated>";
        String atom =
                "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><entry xml:lang='fr-CA'>%s</entry><entry>%<s</entry></feed>"
                        .formatted(entry);
        assertThat(parse(atom, "").entries()).extracting(FeedEntry::language).containsExactly("fr-CA", "de");
    }

    @Test
    void readsJsonFeed() throws IOException {
        assertThat(parse("""
            {"version": "https://jsonfeed.org/version/1.1", "title": "Coastal Times", "language": "zh-CN",
             "items": [{"id": "1", "url": "https://coastal.example/1", "title": "中国回应美国对钢铁加征关税",
                        "date_published": "2026-02-10T09:00:00+08:00", "content_html": "<p>全文</p>"},
                       {"id": "2", "url": "javascript:alert(1)", "title": "中国回应美国对钢铁加征关税"}]}\
            """, "application/json").entries()).singleElement().satisfies(entry -> {
            assertThat(entry.description()).isEqualTo("全文");
            assertThat(entry.language()).isEqualTo("zh-CN");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16"})
    void readsEncodingsAsTheyCome(String encoding) throws IOException {
        String text = FeedServer.rss("Café Nachrichten", ITEM).replace("UTF-8", encoding);
        server.at("/feed", FeedServer.body("text/xml", text.getBytes(Charset.forName(encoding))));
        assertThat(client.fetch(server.url("/feed")).title()).isEqualTo("Café Nachrichten");
    }

    @Test
    void survivesAWrongEncoding() throws IOException {
        String text = FeedServer.rss("Café", ITEM);
        server.at("/feed", FeedServer.body("application/xml", text.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(client.fetch(server.url("/feed")).entries()).hasSize(1);
    }

    @Test
    void asksAKnownFeedWhetherItHasChanged() throws IOException {
        byte[] text = FeedServer.rss("Gazette", ITEM).getBytes(StandardCharsets.UTF_8);
        server.at("/feed", FeedServer.body("text/xml", text, "ETag", "\"one\"", "Last-Modified", "yesterday"));
        ParsedFeed first = client.fetch(server.url("/feed"));
        server.at("/feed", FeedServer.status(304));
        assertThat(client.fetch(server.url("/feed"))).isEqualTo(first);
        assertThat(server.asked("/feed").getLast().headers())
                .containsEntry("If-none-match", List.of("\"one\""))
                .containsEntry("If-modified-since", List.of("yesterday"));
    }

    @Test
    void followsARedirectToAnotherConfiguredFeed() throws IOException {
        client = new FeedClient(http, Stream.of(server.url("/feed"), server.url("/moved")), FeedClient.TIMEOUT);
        server.at("/feed", FeedServer.redirect("/moved"));
        server.feed("/moved", "Gazette", ITEM);
        assertThat(client.fetch(server.url("/feed")).entries()).hasSize(1);
    }

    @Test
    void asksNothingElseOfAServiceThatIsNamedWithItsPort() {
        server.at("/feed", FeedServer.redirect("/admin/delete"));
        refuses("redirects to an address that is neither public nor configured");
        assertThat(server.asked("/admin/delete")).isEmpty();
    }

    @Test
    void aServiceIsTheSameHoweverItsHostIsSpelt() {
        URI feed = URI.create("https://[2606:4700::abcd]:8443/feed");
        client = new FeedClient(http, Stream.of(feed), FeedClient.TIMEOUT);
        assertThatThrownBy(() -> client.permitted(feed, "https://[2606:4700::ABCD]:8443/admin", false))
                .hasMessage("redirects to an address that is neither public nor configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/"})
    void followsNoRedirectIntoItsNetwork(String address) {
        server.at("/feed", FeedServer.redirect(address));
        refuses("redirects to an address that is neither public nor configured");
    }

    @Test
    void refusesOtherRedirectsAndErrors() {
        server.at("/feed", FeedServer.redirect("file:///etc/passwd"));
        refuses("redirects to an address without https");
        server.at("/feed", FeedServer.redirect("/feed"));
        refuses("redirects more than 5 times");
        server.at("/feed", FeedServer.status(503));
        refuses("answers with status 503");
    }

    @Test
    void knowsWhichAddressesArePublic() {
        assertThat("""
                0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 \
                :: ::1 fe80::1 fd00::1 64:ff9b::a00:1 2002:a00:1::\
                """.split(" ")).noneMatch(address -> FeedClient.isPublic(InetAddress.ofLiteral(address)));
        assertThat("8.8.8.8 100.128.0.1 172.32.0.1 2606:4700::1".split(" "))
                .allMatch(address -> FeedClient.isPublic(InetAddress.ofLiteral(address)));
    }

    @Test
    void endsWhatIsSlowOrEndless() {
        client = client(Duration.ofMillis(200));
        server.at("/feed", server.hanging());
        refuses("did not answer in time");
        client = client(Duration.ofMinutes(1));
        server.at("/feed", FeedServer.endless());
        refuses("sends more than 5,242,880 bytes");
    }

    @Test
    void readsNoEntitiesAndNoDocumentTypes() {
        String bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
        String file = "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
        for (String type : List.of(bomb, file)) {
            String text = FeedServer.rss("Gazette", ITEM)
                    .replaceFirst("<rss", type + "<rss")
                    .replace("steel", "&a;");
            server.at("/feed", FeedServer.body("text/xml", text.getBytes(StandardCharsets.UTF_8)));
            refuses("has a document type declaration, which is not read for safety");
        }
    }

    /// A tree of such a feed takes up to two hundred times the memory of its text.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "<rss version='2.0'><channel>, <item/>, 449000, </channel></rss>",
                "<feed xmlns='http://www.w3.org/2005/Atom'>, <entry/>, 600000, </feed>",
                "<rss version='2.0'><channel><item>, <a/>, 1000000, </item></channel></rss>",
                "|{\"items\": [|, |{},|, 1500000, {}]}",
                "|{\"items\": [{\"title\": [|, |1,|, 2000000, 1]}]}"
            })
    void readsAHugeFeedInBoundedMemory(String begin, String repeated, int times, String end) throws IOException {
        String text = begin + repeated.repeat(times) + end;
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        long before = allocated();
        assertThat(FeedParser.parse(FEED, content, "").entries()).isEmpty();
        assertThat(allocated() - before).as("bytes allocated").isLessThan(10L * content.length);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /// The parser needs their square in time.
    @Test
    void refusesFeedsOfManyNamespacesAndDepths() throws IOException {
        assertThat(parse(namespaces(40), "").entries()).hasSize(1);
        assertThatThrownBy(() -> parse(namespaces(41), "")).hasMessage("is no RSS, Atom or JSON feed");
        assertThat(parse(nested(80), "").entries()).hasSize(1);
        assertThatThrownBy(() -> parse(nested(100), "")).hasMessage("is no RSS, Atom or JSON feed");
    }

    private static String namespaces(int count) {
        String declared =
                IntStream.range(0, count).mapToObj(" xmlns:n%d='u'"::formatted).collect(Collectors.joining());
        return FeedServer.rss("Gazette", ITEM).replaceFirst("<rss", "<rss" + declared);
    }

    private static String nested(int depth) {
        return FeedServer.rss("Gazette", ITEM)
                .replaceFirst("</channel>", "<x>".repeat(depth) + "</x>".repeat(depth) + "</channel>");
    }

    @Test
    void readsTheFirstEntriesOfALongFeed() throws IOException {
        String json = "{\"url\": \"https://coastal.example/1\", \"title\": \"Beijing answers the new tariffs\","
                + " \"date_published\": \"2026-02-10T09:00:00+08:00\"},";
        String rss = FeedServer.rss("Gazette", Collections.nCopies(600, ITEM).toArray(Item[]::new));
        for (String text : List.of(rss, "{\"items\": [" + json.repeat(600) + "{}]}")) {
            assertThat(parse(text, "").entries()).hasSize(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Sorry</body></html>", "{\"items\": 1}", "not a feed", "<rss><channel>"})
    void refusesWhatIsNoFeed(String text) {
        server.at("/feed", FeedServer.body("text/xml", text.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> client.fetch(server.url("/feed"))).isInstanceOf(IOException.class);
    }

    @Test
    void neverRepeatsTheNameOfAnUnknownEncoding() {
        String text = FeedServer.rss("Gazette", ITEM).replace("UTF-8", "\u001b[2Jx\r\n");
        server.at("/feed", FeedServer.body("text/xml", text.getBytes(StandardCharsets.UTF_8)));
        refuses("has an unknown encoding");
    }

    @Test
    void noProblemSteersATerminalOrGrows() {
        String said = "a\r\nb\u001b[2J\u009b1m\u202ec" + "d".repeat(999);
        assertThat(new FeedReport("us", server.url("/feed"), 0, said).problem())
                .startsWith("a b[2J1mcddd")
                .hasSize(500);
        assertThat(new NotWritten(said).reason()).startsWith("a b[2J1mcddd").hasSize(500);
    }

    @Test
    void findsTheFeedsThatAPageOffers() throws IOException {
        try (FeedServer elsewhere = FeedServer.start()) {
            page("/start/", """
                <!-- a page --><!DOCTYPE html><title>Gazette</title><link rel=stylesheet type="text/css" href="/style">
                <link rel="alternate" type="application/rss+xml" title="News > World" href="/news?a=1&amp;b=2">
                <LINK HREF='atom' data-href="/no" TYPE='application/atom+xml' REL='home alternate'/>
                <link rel=alternate type=application/rss+xml href=/news?a=1&b=2>
                <link rel="alternate" type="application/rss+xml" href="/empty">
                <link rel="alternate" type="application/rss+xml" href="/absent">
                <link rel="alternate" type="application/rss+xml" href="ELSEWHERE/admin">
                <link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
                <link rel="alternate" hreflang="de" type="text/html" href="/de">
                """.replace("ELSEWHERE", elsewhere.url("").toString()));
            server.feed("/news", "News", ITEM);
            server.feed("/start/atom", "Atom", ITEM);
            server.feed("/empty", "Empty");
            server.feed("/no", "No", ITEM);
            elsewhere.feed("/admin", "Admin", ITEM);
            assertThat(found("/start/"))
                    .containsExactly(
                            new FoundFeed(server.url("/news?a=1&b=2").toString(), "News"),
                            new FoundFeed(server.url("/start/atom").toString(), "Atom"));
            assertThat(elsewhere.asked("/admin")).isEmpty();
        }
    }

    @Test
    void findsAFeedInAUsualPlace() throws IOException {
        page("/", "<html><body>");
        server.feed("/rss.xml", "Gazette", ITEM);
        server.feed("/atom.xml", "Atom", ITEM);
        assertThat(found("/"))
                .containsExactly(new FoundFeed(server.url("/rss.xml").toString(), "Gazette"));
        assertThat(found("")).isEqualTo(found("/"));
    }

    @Test
    void aSecurePageHasSecureFeeds() throws IOException {
        assertThat(client.permitted(URI.create("https://gazette.example/"), "http://gazette.example/feed", true))
                .isEqualTo(URI.create("https://gazette.example/feed"));
    }

    @Test
    void takesAFeedAsItIs() throws IOException {
        server.at(
                "/feed",
                FeedServer.body("text/html", FeedServer.rss("Gazette", ITEM).getBytes(StandardCharsets.UTF_8)));
        assertThat(found("/feed"))
                .containsExactly(new FoundFeed(server.url("/feed").toString(), "Gazette"));
    }

    @Test
    void saysWhatIsThereInsteadOfAFeed() {
        page("/", "<?xml version='1.0'?>\n<HTML><p>Sorry");
        server.feed("/feed", "Gazette");
        findsNone(
                "/", "is a web page without a feed. Find the feed's address (often behind an RSS sign) and try again");
        findsNone("/feed", "is a feed, but has no article with a headline, a link and a date");
        findsNone("/absent", "answers with status 404");
        findsNone(":-1", "is no address of a feed");
    }

    private void page(String path, String html) {
        server.at(path, FeedServer.body("text/html", html.getBytes(StandardCharsets.UTF_8)));
    }

    private List<FoundFeed> found(String path) throws IOException {
        try (var finder = new FeedFinder()) {
            return finder.find(server.url("") + path);
        }
    }

    private void findsNone(String path, String why) {
        assertThatThrownBy(() -> found(path)).isInstanceOf(IOException.class).hasMessage(why);
    }

    private void refuses(String why) {
        assertThatThrownBy(() -> client.fetch(server.url("/feed")))
                .isInstanceOf(IOException.class)
                .hasMessage(why);
    }

    private static ParsedFeed parse(String text, String type) throws IOException {
        return FeedParser.parse(FEED, text.getBytes(StandardCharsets.UTF_8), type);
    }
}
