package digestbot.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Measures how long the pages of the console take on a large database, in a process of its own.
public final class PageTimes {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));
    private static final int WARM_UP = 20;

    private PageTimes() {}

    /// Prints for each page the times in ms within which half and 99 % of the answers came.
    ///
    /// @param arguments a folder, the number of subscribers, of deliveries, of digests, and of
    ///     looks at each page
    static void main(String... arguments) throws IOException, InterruptedException {
        int looks = Integer.parseInt(arguments[4]);
        int digests = Integer.parseInt(arguments[3]);
        try (var console = new ConsoleFixture(Path.of(arguments[0]), CLOCK)) {
            LargeDatabase.fill(
                    console.database, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), digests);
            console.browser.post(
                    "/broadcasts",
                    Map.of("csrf", HttpBrowser.csrf(console.browser.get("/broadcasts")), "text", "Hello"));
            for (String page : LargeDatabase.pages(digests)) {
                List<Double> millis = millis(console, page, looks);
                System.out.printf(
                        "%s %.1f %.1f%n", page, millis.get(looks / 2), millis.get((int) Math.ceil(looks * 0.99) - 1));
            }
        }
    }

    private static List<Double> millis(ConsoleFixture console, String page, int looks)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < WARM_UP + looks; i++) {
            long begin = System.nanoTime();
            int status = console.browser.get(page).statusCode();
            if (status != 200) {
                throw new IllegalStateException(page + ": " + status);
            }
            if (i >= WARM_UP) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        millis.sort(null);
        return millis;
    }
}
