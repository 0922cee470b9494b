package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages on a database of 100,000 subscribers and 2,000 digests.
@Tag("full")
class LargeDatabasePagesTest {

    /// The time between two looks at a page of broadcasts that were sent: no number of deliveries is kept
    /// for so long.
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(3);

    private static final int LOOKS = 9;

    private static final int DIGESTS = 2_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));

    @TempDir
    Path folder;

    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, now::get);
        LargeDatabase.fill(console.database, 100_000, 100_000, DIGESTS);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void areThereAtOnceAndTellNoChat() throws Exception {
        HttpResponse<String> form = console.browser.get("/broadcasts");
        console.browser.post("/broadcasts", Map.of("csrf", HttpBrowser.csrf(form), "text", "Hello"));
        Map<String, Long> fastest = new TreeMap<>();
        for (String page : LargeDatabase.pages(DIGESTS)) {
            long[] times = new long[LOOKS];
            for (int i = 0; i < LOOKS; i++) {
                if (page.startsWith("/broadcasts") && !page.startsWith("/broadcasts/" + LargeDatabase.DRAFT)) {
                    now.updateAndGet(before -> before.plus(BETWEEN_LOOKS));
                }
                long begun = System.nanoTime();
                HttpResponse<String> answer = console.browser.get(page);
                times[i] = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).as(page).doesNotContainPattern("70000\\d{5}");
            }
            fastest.put(page, Arrays.stream(times).min().orElseThrow());
        }
        assertThat(fastest)
                .allSatisfy((page, time) -> assertThat(time)
                        .as("%s, in ms, as the machine may be busy with others: %s", page, fastest)
                        .isLessThan(100));
    }

    @Test
    void subscribersAreCounted() throws Exception {
        await().untilAsserted(() ->
                assertThat(console.page("/subscribers")).contains("Europe/Berlin", "Chinese", "data-chart="));
        assertThat(console.page("/subscribers")).contains("90,000", "8,000", "2,000");
    }
}
