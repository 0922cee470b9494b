package digestbot.site.feed;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.DigestKey;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryIdTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 6);

    private static DigestKey key(String edition) {
        return new DigestKey("us-china", DAY, "zh-CN", edition);
    }

    @Test
    void anIdDependsOnTheHostAndTheKeyAlone() {
        String id = EntryId.of(URI.create("https://News.example.org:8443/digests"), key(""));

        assertThat(id)
                .isEqualTo("tag:news.example.org,2026-02-06:us-china/zh-CN")
                .isEqualTo(EntryId.of(URI.create("http://news.example.org"), key("")));
    }

    @Test
    void perspectivesAndEditionsHaveIdsOfTheirOwn() {
        URI site = URI.create("https://news.example.org");

        assertThat(EntryId.of(site, key("evening")))
                .isEqualTo("tag:news.example.org,2026-02-06:us-china/zh-CN/evening");
        assertThat(EntryId.of(site, key(""), Optional.of("US")))
                .isEqualTo("tag:news.example.org,2026-02-06:us-china/zh-CN?perspective=us");
    }

    @Test
    void anEditionOfAnyCharactersIsAnAddress() {
        String id = EntryId.of(URI.create("https://news.example.org"), key("晚 <b>*/?#"));

        assertThat(URI.create(id).toASCIIString())
                .isEqualTo("tag:news.example.org,2026-02-06:us-china/zh-CN/%E6%99%9A%20%3Cb%3E%2A%2F%3F%23");
    }
}
