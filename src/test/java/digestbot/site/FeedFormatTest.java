package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.WireFeedInput;
import digestbot.digest.DigestKey;
import digestbot.site.Feed.DeletedEntry;
import digestbot.site.Feed.FeedEntry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Both formats, checked by their rules and read by an independent parser.
class FeedFormatTest {

    private static final Instant PUBLISHED = Instant.parse("2026-02-06T08:00:00.250Z");
    private static final Instant CORRECTED = Instant.parse("2026-02-06T11:30:00Z");

    /// Text of a hostile digest: markup, the end of a CDATA section, characters that no XML may
    /// contain, half of a surrogate pair, and a right-to-left override.
    private static final String HOSTILE =
            "</title>]]>&amp;<script>alert('1')</script>\u0000\u0008\u001b\ud83d \ufffe\u202e\r\n\ud83d\ude00";

    private static final String CLEAN =
            "</title>]]>&amp;<script>alert('1')</script>\ufffd\ufffd\ufffd\ufffd \ufffd\u202e\ufffd\n\ud83d\ude00";

    private static Feed feed(String text) {
        var entry = new FeedEntry(
                "tag:news.example.org,2026-02-06:us-china/en",
                text,
                "https://news.example.org/us-china/2026-02-06/",
                "en",
                PUBLISHED,
                CORRECTED,
                "<p>" + text + "</p>",
                text);
        return new Feed(
                "https://news.example.org/us-china/",
                text,
                "en",
                text,
                "https://news.example.org/us-china/",
                CORRECTED,
                List.of(entry),
                List.of(new DeletedEntry("tag:news.example.org,2026-02-05:us-china/en", PUBLISHED)));
    }

    @Test
    void anAtomFeedKeepsTheRulesOfItsFormatAndAnIndependentParserReadsIt() throws Exception {
        byte[] written = FeedFormat.ATOM.write(feed("US & China"));
        Element deleted = FeedValidator.elements(
                        FeedValidator.checkAtom(written).getElementsByTagNameNS("*", "deleted-entry"))
                .getFirst();
        assertThat(deleted.getAttribute("ref")).isEqualTo("tag:news.example.org,2026-02-05:us-china/en");
        assertThat(deleted.getAttribute("when")).isEqualTo("2026-02-06T08:00:00Z");

        SyndFeed read = new SyndFeedInput().build(new InputSource(new ByteArrayInputStream(written)));
        assertThat(read.getFeedType()).isEqualTo("atom_1.0");
        assertThat(read.getTitle()).isEqualTo("US & China");
        var entry = read.getEntries().getFirst();
        assertThat(entry.getUri()).isEqualTo("tag:news.example.org,2026-02-06:us-china/en");
        assertThat(entry.getLink()).isEqualTo("https://news.example.org/us-china/2026-02-06/");
        assertThat(entry.getPublishedDate()).isEqualTo(Date.from(Instant.parse("2026-02-06T08:00:00Z")));
        assertThat(entry.getUpdatedDate()).isEqualTo(Date.from(CORRECTED));
        assertThat(entry.getContents().getFirst().getValue()).isEqualTo("<p>US & China</p>");
        assertThat(read.getLinks())
                .extracting(link -> link.getRel() + " " + link.getHref())
                .contains("self https://news.example.org/us-china/atom.xml");
    }

    @Test
    void nothingInADigestBreaksTheXmlOrTheJson() throws Exception {
        byte[] written = FeedFormat.ATOM.write(feed(HOSTILE));

        FeedValidator.checkAtom(written);
        var read = (com.rometools.rome.feed.atom.Feed)
                new WireFeedInput().build(new InputSource(new ByteArrayInputStream(written)));
        assertThat(read.getTitle()).isEqualTo(CLEAN);
        Entry entry = read.getEntries().getFirst();
        assertThat(entry.getTitle()).isEqualTo(CLEAN);
        assertThat(entry.getContents().getFirst().getValue()).isEqualTo("<p>" + CLEAN + "</p>");
        assertThat(entry.getCategories().getFirst().getTerm()).isNotBlank();
        byte[] json = FeedFormat.JSON_FEED.write(feed(HOSTILE));
        JsonNode item = FeedValidator.checkJson(json).path("items").get(0);
        assertThat(item.path("title").asText()).isEqualTo(CLEAN);
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("\u0000", "\u001b");
    }

    @Test
    void aJsonFeedKeepsTheRulesOfItsFormat() throws Exception {
        JsonNode root = FeedValidator.checkJson(FeedFormat.JSON_FEED.write(feed("US and China")));

        assertThat(root.path("language").asText()).isEqualTo("en");
        assertThat(root.path("feed_url").asText()).isEqualTo("https://news.example.org/us-china/feed.json");
        JsonNode item = root.path("items").get(0);
        assertThat(item.path("date_published").asText()).isEqualTo("2026-02-06T08:00:00Z");
        assertThat(item.path("date_modified").asText()).isEqualTo("2026-02-06T11:30:00Z");
        assertThat(item.path("content_html").asText()).isEqualTo("<p>US and China</p>");
    }

    @Test
    void aFeedOfSeveralLanguagesNamesNoneForItself() throws Exception {
        Feed one = feed("World");
        var several =
                new Feed(one.id(), one.title(), "", one.author(), one.page(), one.updated(), one.entries(), List.of());

        Element root = FeedValidator.checkAtom(FeedFormat.ATOM.write(several)).getDocumentElement();
        assertThat(root.hasAttribute("xml:lang")).isFalse();
        JsonNode json = FeedValidator.checkJson(FeedFormat.JSON_FEED.write(several));
        assertThat(json.has("language")).isFalse();
        assertThat(json.path("items").get(0).path("language").asText()).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://News.example.org:8443/digests | ''         | tag:news.example.org,2026-02-06:us-china/zh-CN
            http://news.example.org               | ''         | tag:news.example.org,2026-02-06:us-china/zh-CN
            https://news.example.org              | evening    | tag:news.example.org,2026-02-06:us-china/zh-CN/evening
            https://news.example.org              | 晚 <b>*/?# | tag:news.example.org,2026-02-06:us-china/zh-CN/%E6%99%9A%20%3Cb%3E%2A%2F%3F%23
            """)
    void anIdDependsOnTheHostAndTheKeyAloneAndIsAnAddress(URI site, String edition, String id) {
        var key = new DigestKey("us-china", LocalDate.of(2026, 2, 6), "zh-CN", edition);
        assertThat(URI.create(DigestEntryRenderer.id(site, key)).toASCIIString())
                .isEqualTo(id);
        assertThat(DigestEntryRenderer.id(site, key, Optional.of("US")))
                .isEqualTo(DigestEntryRenderer.id(site, key) + "?perspective=us");
    }
}
