package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.config.TestConfig;
import digestbot.content.views.DigestControls.SharedPages;
import digestbot.markdown.WebAddress;
import digestbot.site.server.SiteFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePageAddressesTest {

    @AutoClose
    private final SiteFixture site;

    SitePageAddressesTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                             | -         | -          | -
            url: "https://a.example", port: 8090          | -         | a/trade/2026-02-10/ | a/trade/2026-02-10/
            url: "https://a.example"                      | -         | -          | a/trade/2026-02-10/
            pages: "https://b.example/{day}/"             | -         | b/2026-02-10/ | b/2026-02-10/
            pages: "https://b.example/{day}/", url: "https://a.example", port: 8090 | - | b/2026-02-10/ | b/2026-02-10/
            pages: "https://b.example/{day}/"             | https://c.example/x | c/x | c/x
            url: "https://a.example", port: 8090          | https://c.example/x | c/x | c/x
            pages: "https://b.example/{day}/", links: never | -       | -          | b/2026-02-10/
            -                                             | https://c.example/x | c/x | c/x
            """)
    void pagesOnAnotherSiteComeFirst(
            @Nullable String settings, @Nullable String url, @Nullable String linked, @Nullable String told) {
        Config config = TestConfig.loaded(
                Config.reader(Map.of()).parse("site: {%s}".formatted(settings == null ? "" : settings)));
        site.write("a.md", """
                ---
                topic: trade
                date: 2026-02-10
                perspectives: [{id: us, name: United States}]
                %s
                ---
                - Tariffs rise.
                """.formatted(url == null ? "" : "url: " + url));
        Optional<SharedPages> pages = site.database.read(
                tx -> SitePageAddresses.of(config.site(), site.library).of(tx, 1));
        Optional<String> address = site.database.read(
                tx -> SitePageAddresses.ofDigests(config, site.library).of(tx, 1));
        assertThat(pages.map(SharedPages::whole).map(WebAddress::url)).isEqualTo(whole(linked));
        assertThat(address).isEqualTo(whole(told));
    }

    private static Optional<String> whole(@Nullable String address) {
        return Optional.ofNullable(address).map(text -> text.replaceFirst("(.)/", "https://$1.example/"));
    }
}
