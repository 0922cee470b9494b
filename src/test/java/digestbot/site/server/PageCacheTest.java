package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.database.Clocks;
import digestbot.web.WebResource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Instant NOW = Instant.parse("2026-02-12T12:00:00.5Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private String beside = "";

    @AutoClose
    private final SiteFixture site;

    private final PageCache cache;

    PageCacheTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
        site.write("a.md", digest("energy", "2026-02-10", "First."));
        cache = new PageCache(site.database, site.library, () -> beside, INTERVAL, new Clocks(() -> NOW, nanos::get));
    }

    private static WebResource page(String text) {
        return WebResource.ofText("text/html", text.getBytes(StandardCharsets.UTF_8), INTERVAL);
    }

    private String get(String path) {
        var found = (WebResource) cache.get(path, _ -> page(path + made.incrementAndGet()));
        return new String(found.content(), StandardCharsets.UTF_8);
    }

    @Test
    void aPageIsMadeOnceUntilReadersMaySeeSomethingElse() {
        assertThat(get("a")).isEqualTo("a1");
        assertThat(get("a")).isEqualTo("a1");
        site.write("b.md", digest("energy", "2026-02-11", "Second."));
        assertThat(get("a")).as("not asked again within a second").isEqualTo("a1");
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a2");
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).as("nothing was published").isEqualTo("a2");
        site.write("b.md", digest("energy", "2026-02-11", "Second, corrected."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a3");
        site.withdraw("energy", "2026-02-11");
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a4");
    }

    @Test
    void pagesThatAreKeptAreShownWhileTheDatabaseCannotBeRead() {
        assertThat(get("a")).isEqualTo("a1");
        site.database.close();
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a1");
    }

    /// Whoever asks meanwhile waits for it.
    @Test
    void aPageIsMadeByAFewWhateverTheNumberOfReaders() throws Exception {
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                var _ = readers.submit(() -> cache.get("energy/", _ -> {
                    begun.countDown();
                    Waiting.at(end);
                    return page("energy/");
                }));
            }
            begun.await();
            List<Future<String>> others = Stream.generate(() -> readers.submit(() -> get("energy/")))
                    .limit(20)
                    .toList();
            end.countDown();
            for (Future<String> other : others) {
                assertThat(other.get()).isEqualTo("energy/");
            }
        }
        assertThat(made).hasValue(0);
    }

    /// Clients know times in seconds only: two states in one second must not look the same.
    @Test
    void eachStateHasATimeOfItsOwn() {
        WebResource first = resource("b");
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(resource("b").modified())
                .isEqualTo(first.modified())
                .contains(Instant.parse("2026-02-12T12:00:00Z"));
        site.write("b.md", digest("energy", "2026-02-11", "Second."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(resource("b").modified()).contains(Instant.parse("2026-02-12T12:00:01Z"));
    }

    private WebResource resource(String path) {
        return (WebResource) cache.get(path, _ -> page(path));
    }

    /// Each page leads to the other topics.
    @Test
    void aDigestConcernsThePagesOfAllTopics() {
        site.write("b.md", digest("trade", "2026-02-10", "Other."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("trade/")).isEqualTo("trade/1");
        site.write("a.md", digest("energy", "2026-02-10", "First, corrected."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("trade/")).isEqualTo("trade/2");
    }

    @Test
    void aPageIsMadeAgainOnceItShowsSomethingElseBesideTheDigests() {
        assertThat(get("a")).isEqualTo("a1");
        beside = "the name of the bot";
        assertThat(get("a")).isEqualTo("a2");
        assertThat(get("a")).isEqualTo("a2");
    }

    @Test
    void whatDoesNotExistIsNotKept() {
        for (int i = 1; i < 4; i++) {
            var _ = cache.get("x", _ -> {
                made.incrementAndGet();
                return PageCache.NOT_FOUND;
            });
            assertThat(made).hasValue(i);
        }
    }
}
