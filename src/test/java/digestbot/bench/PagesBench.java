package digestbot.bench;

import digestbot.console.PageTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The time of the console's pages with very many deliveries and subscribers.
final class PagesBench {

    private static final int DELIVERIES_PER_SUBSCRIBER = 10;

    private PagesBench() {}

    /// A page with its times in ms.
    private record Page(String path, double median, double most) {

        static Page of(String line) {
            String[] parts = line.split(" ", -1);
            return new Page(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int subscribers = bench.sizes().chats();
        int deliveries = DELIVERIES_PER_SUBSCRIBER * subscribers;
        List<String> arguments = List.of(
                Files.createDirectories(bench.folder().resolve("pages")).toString(),
                Integer.toString(subscribers),
                Integer.toString(deliveries),
                Integer.toString(bench.sizes().questions()));
        Process process = new ProcessBuilder(bench.launch().test(PageTimes.class, arguments))
                .redirectError(bench.folder().resolve("pages.txt").toFile())
                .start();
        List<Page> pages = process.inputReader().lines().map(Page::of).toList();
        process.waitFor();
        Page slowest = pages.stream()
                .reduce((one, other) -> other.median() > one.median() ? other : one)
                .orElseThrow(() -> new IllegalStateException("no page was measured; see " + bench.folder()));
        String how = "the slowest of %d pages, %s, with %,d deliveries, %,d subscribers and 2,000 digests; %d looks"
                .formatted(
                        pages.size(),
                        slowest.path(),
                        deliveries,
                        subscribers,
                        bench.sizes().questions());
        figures.add("pages_p50_ms", slowest.median(), "ms", how);
        figures.add("pages_p99_ms", slowest.most(), "ms", "99 % of the same");
    }
}
