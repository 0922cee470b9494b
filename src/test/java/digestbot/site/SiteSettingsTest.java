package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.site.SiteSettings.LinkPolicy;
import java.net.URI;
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
                Optional.ofNullable(url).map(URI::create), "127.0.0.1", port, "Digests", List.of(), links);
        assertThat(settings.linkedAddresses().isPresent()).isEqualTo(linked);
    }
}
