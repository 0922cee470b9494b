package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.StaleElementReferenceException;

/// All pages of the console that show numbers, and the metrics, while there is one digest of the topic
/// energy, whose readers are all on Telegram.
final class OperatorPages {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A function for the texts of a column of a table, the first row first.
    private static final String CELLS = """
            const cells = (section, column) => [...document.querySelectorAll(section + ' tbody tr')]
                .map(row => row.cells[column].textContent);
            """;

    private final Browser browser;
    private final String console;
    private final int subscribers;

    /// @param console the address of the console
    /// @param subscribers how many there are, at first all of them reachable
    OperatorPages(Browser browser, String console, int subscribers) {
        this.browser = browser;
        this.console = console;
        this.subscribers = subscribers;
    }

    /// What the pages have to show.
    ///
    /// @param state the state of the digest
    /// @param sent the chats that have received it
    /// @param failed those to which it could not be delivered, and which are paused since
    /// @param interacted those in which a button of it was pressed
    /// @param attempts all messages that arrived: the digest, its corrections, its withdrawals, answers
    /// @param audit the audit log, the newest entry first
    record Numbers(DigestState state, long sent, long failed, long interacted, long attempts, List<String> audit) {

        boolean isDelivered() {
            return sent > 0;
        }

        long planned() {
            return sent + failed;
        }
    }

    /// The states as the overview calls them.
    enum DigestState {
        HELD("held for review", 1, 0),
        PUBLISHED("published", 0, 1),
        WITHDRAWN("withdrawn", 0, 0);

        private final String title;
        private final int held;
        private final int visible;

        DigestState(String title, int held, int visible) {
            this.title = title;
            this.held = held;
            this.visible = visible;
        }
    }

    /// Opens each page and compares its numbers.
    ///
    /// @param digest the path of the digest's page
    void show(String digest, Numbers numbers) {
        overview(numbers);
        digests(numbers);
        digest(digest, numbers);
        open("/broadcasts");
        browser.awaitText("#history", "No broadcasts yet.");
        deliveries(numbers);
        subscribers(numbers);
        open("/audit");
        shows(() -> assertThat(column("#acts", 2)).isEqualTo(numbers.audit()));
        metrics(numbers);
        shows(() -> assertThat(get("/readyz")).contains("\"ready\":true", "queue up to date"));
        assertThat(get("/healthz")).isNotEmpty();
    }

    private void overview(Numbers numbers) {
        open("/");
        shows(() -> {
            assertThat(browser.driver().getTitle()).isEqualTo("(1) Overview · digestbot");
            assertThat(browser.text("#attention"))
                    .contains(
                            numbers.isDelivered()
                                    ? "%d of %d deliveries failed in the last hour (%s %%)."
                                            .formatted(
                                                    numbers.failed(),
                                                    numbers.planned(),
                                                    percent(numbers.failed(), numbers.planned()))
                                    : "Held");
            assertThat(browser.text("#figures"))
                    .contains(numbers.isDelivered() ? delivered(numbers) : "Delivered today\n0\n")
                    .contains("Queue\n0\nnothing is due")
                    .contains("Subscribers\n%d\n".formatted(subscribers - numbers.failed()))
                    .contains(
                            numbers.failed() > 0
                                    ? "-%d this week · %d paused".formatted(numbers.failed(), numbers.failed())
                                    : "this week");
            assertThat(cellsOfDigest())
                    .containsExactly(
                            numbers.state().title,
                            numbers.isDelivered() ? numbers.sent() + " / " + numbers.planned() : "–",
                            Long.toString(numbers.failed()),
                            "0",
                            numbers.isDelivered()
                                    ? Math.round(100.0 * numbers.interacted() / numbers.sent()) + " %"
                                    : "–");
            assertThat(sums("#deliveries"))
                    .as("sent, retried, failed; neither corrections nor withdrawals count")
                    .containsExactly(numbers.sent(), 0L, numbers.failed());
            assertThat(sums("#growth").subList(1, 3)).as("joined, left").containsExactly(0L, numbers.failed());
            assertThat(column("#growth", 1).getFirst())
                    .as("chats today")
                    .isEqualTo(Long.toString(subscribers - numbers.failed()));
            assertThat(column("#activity", 2)).isEqualTo(numbers.audit());
        });
        assertThat(column("#digests", 3).getFirst().matches("\\d{4}-.*"))
                .as("the time of publication")
                .isEqualTo(numbers.state() == DigestState.PUBLISHED);
    }

    /// The status of the digest, and the columns of numbers.
    private List<String> cellsOfDigest() {
        return IntStream.of(2, 4, 5, 6, 7)
                .mapToObj(column -> column("#digests", column).getFirst().strip())
                .toList();
    }

    private static String delivered(Numbers numbers) {
        return "Delivered today\n%d\n%s %% success · %d failed"
                .formatted(numbers.sent(), percent(numbers.sent(), numbers.planned()), numbers.failed());
    }

    private static String percent(long some, long all) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * some / all);
    }

    private void digests(Numbers numbers) {
        open("/digests");
        shows(() -> assertThat(browser.text("main"))
                .contains(
                        numbers.state().visible == 1
                                ? "\n1 digest\n"
                                : "No digests yet. Published digests appear here."));
        assertThat(browser.driver().getPageSource().contains("energy - 2026-02-05"))
                .isEqualTo(numbers.state().visible == 1);
    }

    private void digest(String path, Numbers numbers) {
        open(path);
        shows(() -> assertThat(browser.text("#results"))
                .contains(
                        numbers.isDelivered()
                                ? "Telegram %d 0 %d 0 %d"
                                        .formatted(numbers.sent(), numbers.failed(), numbers.interacted())
                                : "No deliveries."));
        assertThat(browser.text("#results").contains("Send again to the %d chats".formatted(numbers.failed())))
                .as("a withdrawn digest is sent to nobody")
                .isEqualTo(numbers.failed() > 0 && numbers.state() == DigestState.PUBLISHED);
        assertThat(browser.text("#votes")).contains("Not enough votes.");
        assertThat(browser.text("#views")).contains("No view was opened often enough.");
        shows(() -> assertThat(column("#history", 2)).isEqualTo(numbers.audit()));
    }

    private void deliveries(Numbers numbers) {
        open("/deliveries");
        shows(() -> {
            assertThat(browser.text("#open")).contains("Telegram 0 0 0 %d ".formatted(numbers.failed()));
            assertThat(browser.text("#open")).contains("Discord 0 0 0 0 ");
            assertThat(browser.text("#attempts"))
                    .contains(
                            "Telegram %d 0 0 %d 0".formatted(numbers.attempts(), numbers.failed()),
                            "Discord 0 0 0 0 0");
        });
        if (numbers.failed() > 0) {
            assertThat(column("#reasons", 0)).containsExactly("chat-not-found");
            assertThat(column("#reasons", 2)).containsExactly(Long.toString(numbers.failed()));
            assertThat(column("#newest", 3)).hasSize((int) numbers.failed()).containsOnly("chat-not-found");
        } else {
            assertThat(browser.text("#reasons") + browser.text("#newest")).contains("No failures.");
        }
    }

    private void subscribers(Numbers numbers) {
        long active = subscribers - numbers.failed();
        open("/subscribers");
        shows(() -> assertThat(browser.text("#counts"))
                .contains(
                        "Telegram %d %d 0".formatted(active, numbers.failed()),
                        "energy Telegram " + active,
                        "energy all " + active,
                        "English " + active,
                        "UTC " + active));
    }

    private void metrics(Numbers numbers) {
        shows(() -> assertThat(get("/metrics").lines())
                .contains(
                        "digestbot_digests %d.0".formatted(numbers.state().visible),
                        "digestbot_digests_held %d.0".formatted(numbers.state().held),
                        "digestbot_files_invalid 0.0",
                        "digestbot_alarms 0.0",
                        telegram("digestbot_deliveries_due", "", 0),
                        telegram("digestbot_deliveries_queued", "", 0),
                        telegram("digestbot_deliveries_settled_total", "outcome=\"sent\",", numbers.attempts()),
                        telegram("digestbot_deliveries_settled_total", "outcome=\"unreachable\",", numbers.failed()),
                        telegram("digestbot_deliveries_settled_total", "outcome=\"failed\",", 0),
                        "digestbot_subscribers{platform=\"telegram\",state=\"paused\"} %d.0"
                                .formatted(numbers.failed()),
                        "digestbot_subscribers{platform=\"telegram\",state=\"reachable\"} %d.0"
                                .formatted(subscribers - numbers.failed())));
        if (numbers.isDelivered()) {
            assertThat(get("/metrics"))
                    .contains("digestbot_delivery_seconds_count{platform=\"telegram\"} " + numbers.sent());
        }
    }

    private static String telegram(String name, String labels, long value) {
        return "%s{%splatform=\"telegram\"} %d.0".formatted(name, labels, value);
    }

    /// The sums of the columns of numbers of a chart's table, which nobody has unfolded.
    private List<Long> sums(String chart) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(column -> column(chart, column).stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .toList();
    }

    private List<String> column(String section, int column) {
        Object found = browser.driver().executeScript(CELLS + "return cells('%s', %d)".formatted(section, column));
        return found instanceof List<?> texts
                ? texts.stream().map(String.class::cast).toList()
                : List.of();
    }

    /// Waits for what a page shows, since some numbers are up to a few seconds old.
    private static void shows(ThrowingRunnable assertion) {
        await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .pollInSameThread()
                .untilAsserted(assertion);
    }

    private String get(String path) {
        var request = HttpRequest.newBuilder(URI.create(console + path))
                .timeout(PATIENCE)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void open(String path) {
        browser.open(console + path);
    }
}
