package digestbot.bench;

import digestbot.console.PageTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The time of the console's pages with very many deliveries and subscribers.
final class PagesBench {

    private static final int DELIVERIES_PER_SUBSCRIBER = 10;
    private static final int DIGESTS = 2_000;

    private PagesBench() {}

    /// In ms.
    record Page(String path, double median, double most) {

        static Page of(String line) {
            String[] parts = line.split(" ", -1);
            return new Page(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    /// The most memory of the process while it answered, client included.
    record Looked(List<Page> pages, double mostMib) {

        Page slowest() {
            return pages.stream()
                    .reduce((one, other) -> other.median() > one.median() ? other : one)
                    .orElseThrow();
        }
    }

    static Looked look(BenchFixture bench, String name, int subscribers, int deliveries, int digests)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(
                Files.createDirectories(bench.folder().resolve(name)).toString(),
                Integer.toString(subscribers),
                Integer.toString(deliveries),
                Integer.toString(digests),
                Integer.toString(bench.sizes().questions()));
        List<String> lines = bench.output(PageTimes.class, arguments, name);
        return new Looked(
                lines.stream().limit(lines.size() - 1).map(Page::of).toList(), Double.parseDouble(lines.getLast()));
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int subscribers = bench.sizes().chats();
        int deliveries = DELIVERIES_PER_SUBSCRIBER * subscribers;
        Looked looked = look(bench, "pages", subscribers, deliveries, DIGESTS);
        Page slowest = looked.slowest();
        String how = "the slowest of %d pages, %s, with %,d deliveries, %,d subscribers and %,d digests; %d looks"
                .formatted(
                        looked.pages.size(),
                        slowest.path(),
                        deliveries,
                        subscribers,
                        DIGESTS,
                        bench.sizes().questions());
        figures.add("pages_p50_ms", slowest.median(), "ms", how);
        figures.add("pages_p99_ms", slowest.most(), "ms", "99 % of the same");
    }
}
