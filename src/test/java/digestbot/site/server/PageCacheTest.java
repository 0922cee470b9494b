package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Clocks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Instant NOW = Instant.parse("2026-02-12T12:00:00.5Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();

    @AutoClose
    private final SiteFixture site;

    private final PageCache cache;

    PageCacheTest(@TempDir Path folder) {
        site = new SiteFixture(folder);
        site.write("a.md", digest("energy", "2026-02-10", "First."));
        cache = new PageCache(site.database, site.library, INTERVAL, new Clocks(() -> NOW, nanos::get));
    }

    private static SiteResource page(String text) {
        return SiteResource.ofText("text/html", text.getBytes(StandardCharsets.UTF_8), INTERVAL);
    }

    private String get(String path) {
        var found = (SiteResource) cache.get(path, _ -> page(path + made.incrementAndGet()));
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

    /// Whoever asks meanwhile waits for it, and for a newer one if it is outdated by then.
    @Test
    void aPageIsMadeByOneWhateverTheNumberOfReaders() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageCache.Answer> slow = readers.submit(() -> cache.get("energy/", _ -> {
                begun.countDown();
                await(end);
                return page("energy/");
            }));
            begun.await();
            Future<String> same = readers.submit(() -> get("energy/"));
            assertThat(get("solar/")).isEqualTo("solar/1");
            site.write("b.md", digest("energy", "2026-02-11", "Second."));
            nanos.addAndGet(INTERVAL.toNanos());
            Future<String> late = readers.submit(() -> get("energy/"));
            end.countDown();
            assertThat(slow.get()).isInstanceOf(SiteResource.class);
            assertThat(same.get()).isIn("energy/", "energy/2");
            assertThat(late.get()).isEqualTo("energy/2");
            assertThat(made).hasValue(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Clients know times in seconds only: two states in one second must not look the same.
    @Test
    void eachStateHasATimeOfItsOwn() {
        SiteResource first = resource("b");
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(resource("b").modified())
                .isEqualTo(first.modified())
                .contains(Instant.parse("2026-02-12T12:00:00Z"));
        site.write("b.md", digest("energy", "2026-02-11", "Second."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(resource("b").modified()).contains(Instant.parse("2026-02-12T12:00:01Z"));
    }

    private SiteResource resource(String path) {
        return (SiteResource) cache.get(path, _ -> page(path));
    }

    @Test
    void aDigestConcernsThePagesOfItsTopicAndThoseOfAllTopics() {
        site.write("b.md", digest("trade", "2026-02-10", "Other."));
        List<String> ofEnergy = List.of("energy/", "energy/2026-02-10/", "de/energy/", "energy/us/atom.xml");
        List<String> others = List.of("trade/", "trade/2026-02-10/", "de/trade/", "trade/us/atom.xml");
        List<String> ofAll = List.of("", "de/", "atom.xml", "sitemap.xml");
        List<String> paths =
                Stream.of(ofEnergy, others, ofAll).flatMap(List::stream).toList();
        Map<String, String> before = paths.stream().collect(Collectors.toMap(path -> path, this::get));
        site.write("a.md", digest("energy", "2026-02-10", "First, corrected."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(paths.stream().filter(path -> !get(path).equals(before.get(path))))
                .containsExactlyElementsOf(
                        Stream.of(ofEnergy, ofAll).flatMap(List::stream).toList());
    }

    @Test
    void heldDigestsChangeNothing() {
        assertThat(get("a")).isEqualTo("a1");
        site.hold();
        site.write("b.md", digest("energy", "2026-02-11", "Held."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a1");
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

    @Test
    void theResourcesThatWereUsedLastAreKept() {
        var resources = new ResourceCache<Integer>(10_000);
        for (int i = 0; i < 100; i++) {
            resources.put(i, SiteResource.ofPicture("image/png", new byte[1_000], INTERVAL));
            assertThat(resources.find(0)).as("used again and again").isPresent();
            assertThat(resources.bytes()).isLessThanOrEqualTo(10_000);
        }
        assertThat(resources.find(1)).isEmpty();
        assertThat(resources.find(99)).isPresent();
        resources.put(100, SiteResource.ofPicture("image/png", new byte[100_000], INTERVAL));
        assertThat(resources.bytes())
                .as("what is larger than everything is not kept")
                .isZero();
    }
}
