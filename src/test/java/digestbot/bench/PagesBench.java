package digestbot.bench;

import digestbot.console.PageTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The time of the console's pages with very many deliveries and subscribers.
final class PagesBench {

    private static final int DELIVERIES_PER_SUBSCRIBER = 10;
    private static final int DIGESTS = 2_000;

    private PagesBench() {}

    /// In ms.
    private record Page(String path, double median, double most) {
        static Page of(String line) {
            String[] parts = line.split(" ", -1);
            return new Page(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int subscribers = bench.chats();
        int deliveries = DELIVERIES_PER_SUBSCRIBER * subscribers;
        Path log = bench.folder().resolve("pages.txt");
        List<String> numbers = Stream.of(subscribers, deliveries, DIGESTS, BenchFixture.QUESTIONS)
                .map(String::valueOf)
                .toList();
        String folder = Files.createDirectories(bench.folder().resolve("pages")).toString();
        Process process = new ProcessBuilder(bench.launch()
                        .test(
                                PageTimes.class,
                                Stream.concat(Stream.of(folder), numbers.stream())
                                        .toList()))
                .redirectError(log.toFile())
                .start();
        List<Page> pages = process.inputReader().lines().map(Page::of).toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the pages could not be measured; see " + log);
        }
        Page slowest =
                pages.stream().max(Comparator.comparingDouble(Page::median)).orElseThrow();
        String how = "the slowest of %d pages, %s, with %,d deliveries, %,d subscribers and %,d digests; %d looks"
                .formatted(pages.size(), slowest.path, deliveries, subscribers, DIGESTS, BenchFixture.QUESTIONS);
        figures.add("pages_p50_ms", slowest.median, "ms", how);
        figures.add("pages_p99_ms", slowest.most, "ms", "99 % of the same");
    }
}
