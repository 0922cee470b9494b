package digestbot.site.server;

import static digestbot.site.server.SampleTexts.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private SiteFixture site;
    private PageCache cache;

    @BeforeEach
    void open() throws IOException {
        site = new SiteFixture(folder);
        site.write("a.md", digest("energy", "2026-02-10", "First."));
        cache = new PageCache(site.database, site.library, INTERVAL, nanos::get);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static SiteResource page(String text) {
        return SiteResource.ofText("text/html", text.getBytes(StandardCharsets.UTF_8), INTERVAL);
    }

    private String get(String path) throws InterruptedException {
        PageCache.Made<String> found =
                cache.get(path, _ -> new PageCache.Made.Page<>(page(path + made.incrementAndGet())));
        return new String(((PageCache.Made.Page<String>) found).resource().content(), StandardCharsets.UTF_8);
    }

    @Test
    void aPageIsMadeOnceUntilReadersMaySeeSomethingElse() throws Exception {
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
    void heldDigestsChangeNothing() throws Exception {
        assertThat(get("a")).isEqualTo("a1");
        site.hold();
        site.write("b.md", digest("energy", "2026-02-11", "Held."));
        nanos.addAndGet(INTERVAL.toNanos());
        assertThat(get("a")).isEqualTo("a1");
    }

    @Test
    void whatDoesNotExistIsNotKept() throws Exception {
        for (int i = 1; i < 4; i++) {
            var found = cache.get("x", _ -> new PageCache.Made.Other<>(made.incrementAndGet()));
            assertThat(found).isEqualTo(new PageCache.Made.Other<>(i));
        }
    }

    /// Addresses that do not exist are never kept, so that a crawler could otherwise keep all processors busy.
    @Test
    void onlySomePagesAreMadeAtOnce() throws Exception {
        var few = new PageCache(
                site.database, site.library, INTERVAL, nanos::get, new PageCache.Making(2, Duration.ofMinutes(1)));
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PageCache.Made<Integer>>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> readers.submit(() -> few.get("nothing" + i, _ -> {
                        most.accumulateAndGet(working.incrementAndGet(), Math::max);
                        begun.countDown();
                        await(end);
                        working.decrementAndGet();
                        return new PageCache.Made.Other<>(i);
                    })))
                    .toList();
            begun.await();
            end.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(new PageCache.Made.Other<>(i));
            }
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void whoWouldWaitForLongIsToldToComeAgain() throws Exception {
        var one = new PageCache(
                site.database, site.library, INTERVAL, nanos::get, new PageCache.Making(1, Duration.ofMillis(50)));
        one.get("a", _ -> new PageCache.Made.Page<String>(page("kept")));
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageCache.Made<String>> slow = readers.submit(() -> one.get("slow", _ -> {
                begun.countDown();
                await(end);
                return new PageCache.Made.Other<>("slow");
            }));
            begun.await();
            for (String path : List.of("b", "slow")) {
                assertThatThrownBy(() -> one.get(path, _ -> new PageCache.Made.Other<>("never")))
                        .as(path)
                        .isInstanceOf(ServiceUnavailableResponse.class);
            }
            assertThat(one.get("a", _ -> new PageCache.Made.Other<>("made again")))
                    .as("what is kept is given out meanwhile")
                    .isInstanceOf(PageCache.Made.Page.class);
            end.countDown();
            assertThat(slow.get()).isEqualTo(new PageCache.Made.Other<>("slow"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
