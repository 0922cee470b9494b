package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.markdown.WebAddress;
import digestbot.site.SiteSettings.LinkPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "https://news.example.org, 8090, SERVED, true",
        "https://news.example.org, 0, SERVED, false",
        "https://news.example.org, 8090, ALWAYS, true",
        "https://news.example.org, 0, ALWAYS, true",
        "https://news.example.org, 8090, NEVER, false",
        "https://news.example.org, 0, NEVER, false",
        "http://localhost:8090, 8090, SERVED, false",
        "http://digests/daily, 8090, SERVED, false",
        "http://127.0.0.1:8090, 8090, SERVED, true",
        "http://[::1]:8090, 8090, SERVED, true",
        ", 8090, ALWAYS, false"
    })
    void messagesLinkToHostsThatPlatformsTakeWhereThePolicySaysSo(
            @Nullable String url, int port, LinkPolicy links, boolean linked) {
        var settings = new SiteSettings(
                Optional.ofNullable(url).map(URI::create),
                "127.0.0.1",
                port,
                "Digests",
                "",
                List.of(),
                links,
                Optional.empty());
        assertThat(settings.linkedAddresses().isPresent()).isEqualTo(linked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example.org, '', news.example.org, news.example.org",
        "https://example.org/news, '', example.org, example.org · example.org/news",
        "https://news.example.org, Both Sides, Both Sides, Both Sides · news.example.org",
        "http://127.0.0.1:8090, '', Daily digests, Daily digests · 127.0.0.1:8090",
        "http://localhost:8090, '', Daily digests, "
    })
    void aSiteIsCalledAsItsHostUnlessItHasAName(String url, String given, String name, @Nullable String origin) {
        var settings = new SiteSettings(Optional.of(URI.create(url)), "127.0.0.1", 8090, given);
        assertThat(settings.name()).isEqualTo(name);
        assertThat(settings.origin()).isEqualTo(Optional.ofNullable(origin));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/s/{topic}/{day}/, , https://a.example/s/us-china/2026-02-10/",
        "https://a.example:8443/{day}?t={topic}, , https://a.example:8443/2026-02-10?t=us-china",
        "https://a.example/s/{topic}/{day}/, https://b.example/x, https://b.example/x",
        ", https://b.example/x, https://b.example/x",
        "https://a.example/s/{topic}/{day}/, /über uns/, https://a.example/%C3%BCber%20uns/",
        ", /x/, ",
        "https://a.example/s/{topic}/{day}/, ftp://b.example/x, https://a.example/s/us-china/2026-02-10/",
        "https://a.example/s/{topic}/{day}/, https://localhost/x, https://a.example/s/us-china/2026-02-10/",
        "https://localhost/{day}, , ",
        ", , "
    })
    void aDigestHasThePageThatItsFileNamesOrElseTheConfiguredOne(
            @Nullable String pages, @Nullable String url, @Nullable String page) {
        var settings = new SiteSettings(
                Optional.empty(),
                "127.0.0.1",
                0,
                "Digests",
                "",
                List.of(),
                LinkPolicy.SERVED,
                Optional.ofNullable(pages));
        String text = "---\ntopic: US-China\ndate: 2026-02-10\n%s\n---\n- Tariffs rise.\n"
                .formatted(url == null ? "" : "url: " + url);
        ParseResult parsed = new DigestParser().parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).isInstanceOf(ParseResult.Parsed.class);
        Digest digest = ((ParseResult.Parsed) parsed).digest();
        assertThat(settings.page(digest).map(WebAddress::url)).isEqualTo(Optional.ofNullable(page));
    }
}
