package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSegmentTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            us-china, us-china
            v1.2, v1~2e2
            .., ~2e~2e
            feed.xml, feed~2exml
            2026-02-05, ~32026-02-05
            2026-02, 2026-02
            a~b, a~7eb
            """)
    void aTopicIsNeverMistakenForSomethingElse(String topic, String segment) {
        assertThat(SiteAddress.PathSegment.ofTopic(topic)).isEqualTo(segment);
    }

    @Test
    void differentIdsHaveDifferentPlainSegments() {
        var random = new Random(7);
        Set<String> ids = new HashSet<>(List.of("x".repeat(400), "x".repeat(401), "中国", "中", "a b", "a/b", "a\\b"));
        while (ids.size() < 5_000) {
            ids.add(random.ints(1 + random.nextInt(5), 1, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        Set<String> segments = new HashSet<>();
        ids.forEach(id -> segments.add(SiteAddress.PathSegment.of(id)));
        assertThat(segments)
                .hasSameSizeAs(ids)
                .allSatisfy(segment ->
                        assertThat(segment).matches("[A-Za-z0-9_~-]+").hasSizeLessThan(200));
    }

    @Test
    void addressesAreFolders() {
        var addresses = new SiteAddressFormat(URI.create("https://example.org/news/"));
        var day = new SiteAddress.OfDay("zh-CN", "us-china", LocalDate.of(2026, 2, 5), "evening");
        assertThat(addresses.absolute(new SiteAddress.Home(""))).isEqualTo("https://example.org/news/");
        var topic = new SiteAddress.OfTopic("", "us-china");
        assertThat(addresses.link(new SiteAddress.Earlier(topic, LocalDate.of(2026, 2, 5))))
                .isEqualTo("/news/us-china/?before=2026-02-05");
        assertThat(addresses.absolute(new SiteAddress.OfPerspective(day, "EU")))
                .isEqualTo("https://example.org/news/zh-cn/us-china/2026-02-05-evening/eu/");
        assertThat(day.file("card.png")).isEqualTo("zh-cn/us-china/2026-02-05-evening/card.png");
    }
}
