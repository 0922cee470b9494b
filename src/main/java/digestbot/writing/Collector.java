package digestbot.writing;

import digestbot.digest.Outlets;
import digestbot.markdown.TextCleaner;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.FeedParser.ParsedFeed;
import digestbot.writing.WritingStore.FeedReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Collects articles from all feeds of a topic, four feeds at once.
///
/// @param outletNames the names of outlets, by the keys of all their spellings ([Outlets#key])
record Collector(FeedSource client, Map<String, String> outletNames) {

    interface FeedSource {
        ParsedFeed fetch(URI feed) throws IOException;
    }

    private static final int AT_ONCE = 4;

    /// A digest may have 100 articles, of which a third may be invisible.
    private static final int MAX_OUTLET = 66;

    /// Clocks differ; an article dated later is not published yet.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /// Reports each feed once it is read.
    List<Article> articles(WriteSettings settings, Instant since, Instant now, Consumer<FeedReport> progress) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("feeds-", 0).factory())) {
            List<CompletableFuture<List<Article>>> running = new ArrayList<>();
            for (int i = 0; i < settings.ids().size(); i++) {
                int side = i;
                String id = settings.ids().get(side);
                for (URI feed : settings.sides().get(side).feeds()) {
                    running.add(
                            CompletableFuture.supplyAsync(() -> read(side, id, feed, since, now, progress), threads));
                }
            }
            return running.stream().flatMap(feed -> feed.join().stream()).toList();
        }
    }

    private List<Article> read(
            int side, String id, URI feed, Instant since, Instant now, Consumer<FeedReport> progress) {
        List<Article> articles = List.of();
        String problem = "";
        try {
            ParsedFeed read = client.fetch(feed);
            articles = read.entries().stream()
                    .filter(entry -> entry.at().isAfter(since) && entry.at().isBefore(now.plus(CLOCK_SKEW)))
                    .map(entry -> new Article(side, outlet(read, entry, feed), entry))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        var report = new FeedReport(id, feed, articles.size(), problem);
        synchronized (this) {
            progress.accept(report);
        }
        return articles;
    }

    /// The configured name of the outlet that the entry, the feed or the host of one of them stands
    /// for, or else what the entry or the feed calls it.
    private String outlet(ParsedFeed feed, FeedEntry entry, URI address) {
        String host = FeedEntry.host(address.toString()).orElse("");
        List<String> names = entry.source().isEmpty()
                ? List.of(feed.title(), entry.host().orElse(""), host)
                : List.of(entry.source(), entry.host().orElse(""));
        String said = names.stream().filter(name -> !name.isBlank()).findFirst().orElse(host);
        return names.stream()
                .map(name -> outletNames.get(Outlets.key(name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(TextCleaner.line(said, MAX_OUTLET));
    }
}
