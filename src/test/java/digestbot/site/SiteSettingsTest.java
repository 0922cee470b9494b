package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.site.SiteSettings.LinkPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {

    private static boolean areLinked(String url, int port, LinkPolicy links) {
        var settings = new SiteSettings(
                Optional.of(URI.create(url)), "127.0.0.1", port, "Digests", List.of(), Optional.empty(), links);
        return settings.linkedAddresses().isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "SERVED, 8090, true",
        "SERVED, 0, false",
        "ALWAYS, 8090, true",
        "ALWAYS, 0, true",
        "NEVER, 8090, false",
        "NEVER, 0, false"
    })
    void messagesLinkWhereThePolicySaysSo(LinkPolicy links, int port, boolean linked) {
        assertThat(areLinked("https://news.example.org", port, links)).isEqualTo(linked);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8090, false",
        "http://digests/daily, false",
        "http://127.0.0.1:8090, true",
        "http://[::1]:8090, true"
    })
    void messagesLinkOnlyToHostsThatPlatformsTake(String url, boolean linked) {
        assertThat(areLinked(url, 8090, LinkPolicy.SERVED)).isEqualTo(linked);
    }

    @Test
    void nothingIsLinkedWithoutAnAddress() {
        var settings = new SiteSettings(
                Optional.empty(), "127.0.0.1", 8090, "Digests", List.of(), Optional.empty(), LinkPolicy.ALWAYS);
        assertThat(settings.linkedAddresses()).isEmpty();
    }
}
