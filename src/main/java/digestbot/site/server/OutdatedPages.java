package digestbot.site.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Pages that are no longer true, for the moment in which they are made anew. Thread-safe.
final class OutdatedPages {

    /// How long a page may be shown after a newer one could have been made.
    static final Duration SHOWN = Duration.ofSeconds(2);

    private static final long MAX_BYTES = 4L << 20;

    private final Map<String, Outdated> pages = new LinkedHashMap<>();

    /// @param since in nanoseconds of the monotonic clock
    private record Outdated(SiteResource page, long since) {
        boolean isShown(long now) {
            return now - since < SHOWN.toNanos();
        }
    }

    /// Keeps the pages, unless older ones of their paths are still kept: nothing is shown for longer because it changes
    /// again. Pages beyond a number of bytes are not kept.
    ///
    /// @param now the time, in nanoseconds of the monotonic clock
    synchronized void add(Map<String, SiteResource> outdated, long now) {
        pages.values().removeIf(page -> !page.isShown(now));
        long bytes =
                pages.values().stream().mapToLong(page -> page.page().size()).sum();
        for (Map.Entry<String, SiteResource> each : outdated.entrySet()) {
            bytes += each.getValue().size();
            if (bytes > MAX_BYTES) {
                return;
            }
            pages.putIfAbsent(each.getKey(), new Outdated(each.getValue(), now));
        }
    }

    /// The page, if it may still be shown.
    synchronized Optional<SiteResource> find(String path, long now) {
        return Optional.ofNullable(pages.get(path))
                .filter(page -> page.isShown(now))
                .map(Outdated::page);
    }
}
