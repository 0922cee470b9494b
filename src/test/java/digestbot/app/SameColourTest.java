package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.outside.FreePort;
import digestbot.sandbox.ShownMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A perspective has one colour: in messages, in pictures and in the console, in each topic and on each day.
@Tag("full")
class SameColourTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The perspectives with the most articles first: the widths of a picture's bar tell them apart.
    private static final List<String> BY_ARTICLES = List.of("United States", "China", "European Union");

    private static final Pattern DOT = Pattern.compile("([🔵🔴🟢🟡🟣🟠🟤]) (United States|China|European Union)");
    private static final Pattern ADDRESS = Pattern.compile("href=\"(/digests/\\d+)\"");
    private static final Pattern BAR_PART =
            Pattern.compile("<rect[^>]* fill=\"#([0-9a-f]{6})\"[^>]*><title>(United States|China|European Union) \\d");

    /// Grey, black, white and paper have less.
    private static final int SATURATED = 40;

    /// Fewer pixels of a colour, across or down, are the edges of letters and boxes.
    private static final int EDGE = 20;

    private static final int BAR_HEIGHT = 40;

    /// A row of the bar above its letters.
    private static final int IN_BAR = 4;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private BotFixture fixture;
    private Bot bot;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("1.md", digest("trade", "2026-02-04", "us: United States: 6", "china: China: 4"));
        bot = Bot.start(fixture.config("console: {port: %d}".formatted(FreePort.find())), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    private static String digest(String topic, String day, String... perspectives) {
        List<String[]> parts =
                List.of(perspectives).stream().map(each -> each.split(": ", -1)).toList();
        return """
                ---
                title: News
                date: %s
                topic: %s
                perspectives:
                %s
                ---
                ## Highlights

                - Something happened.

                %s
                """.formatted(
                        day,
                        topic,
                        parts.stream()
                                .map(each -> "  - {id: %s, name: %s, count: %s}".formatted((Object[]) each))
                                .collect(Collectors.joining("\n")),
                        parts.stream()
                                .map(each -> "## " + each[1] + "\n\n- A point of its own.\n")
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void aPerspectiveHasOneColourInMessagesPicturesAndTheConsole() throws Exception {
        fixture.drop("2.md", digest("trade", "2026-02-05", "china: China: 4", "us: United States: 6"));
        fixture.drop(
                "3.md",
                digest("energy", "2026-02-05", "eu: European Union: 2", "China: China: 4", "US: United States: 6"));
        await().atMost(PATIENCE).until(() -> addresses().size() == 3);
        Map<String, List<Integer>> inTheConsole = new TreeMap<>();
        for (String address : addresses()) {
            BAR_PART.matcher(get(address))
                    .results()
                    .forEach(part -> add(inTheConsole, part.group(2), Integer.parseInt(part.group(1), 16)));
        }
        assertThat(inTheConsole).containsOnlyKeys(BY_ARTICLES);
        assertThat(inTheConsole.get("China")).hasSize(3);
        Map<String, Integer> colours = new HashMap<>();
        inTheConsole.forEach((perspective, seen) -> {
            assertThat(seen).as("the bars of " + perspective).containsOnly(seen.getFirst());
            colours.put(perspective, seen.getFirst());
        });
        assertThat(colours.values()).doesNotHaveDuplicates();
        for (ChatDriver asker : ChatDriver.onBoth(fixture, 641)) {
            for (String[] digest :
                    new String[][] {{"trade", "2026-02-04"}, {"trade", "2026-02-05"}, {"energy", "2026-02-05"}}) {
                List<String> perspectives = BY_ARTICLES.subList(0, digest[0].equals("energy") ? 3 : 2);
                String overview = BotFixture.text(List.of(asker.ask("/digest %2$s %1$s".formatted((Object[]) digest))));
                assertThat(dots(overview)).as(overview).containsOnlyKeys(perspectives);
                dots(overview)
                        .forEach((perspective, seen) -> assertThat(seen)
                                .as("the dots of %s %s: %s", perspective, asker.name(), overview)
                                .containsOnly(dot(Objects.requireNonNull(colours.get(perspective)))));
                BufferedImage picture = picture(asker, asker.ask("/card %s %s".formatted((Object[]) digest)));
                assertThat(bar(picture))
                        .as("the bar in the picture of %s %s %s", digest[0], digest[1], asker.name())
                        .isEqualTo(perspectives.stream().map(colours::get).toList());
                assertThat(heads(picture))
                        .as("the heads in the picture of %s %s %s", digest[0], digest[1], asker.name())
                        .isEqualTo(dots(overview).keySet().stream()
                                .map(colours::get)
                                .toList());
            }
        }
    }

    /// The dots of the perspectives, in the order of the message.
    private static Map<String, List<String>> dots(String text) {
        Map<String, List<String>> dots = new LinkedHashMap<>();
        DOT.matcher(text).results().forEach(dot -> add(dots, dot.group(2), dot.group(1)));
        return dots;
    }

    private static <V> void add(Map<String, List<V>> lists, String key, V value) {
        lists.merge(
                key,
                List.of(value),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }

    /// The dot of a colour: that of its strongest part.
    private static String dot(int colour) {
        int red = colour >> 16 & 0xff;
        int green = colour >> 8 & 0xff;
        int blue = colour & 0xff;
        return red > green && red > blue ? "🔴" : green > blue ? "🟢" : "🔵";
    }

    private static BufferedImage picture(ChatDriver asker, ShownMessage card) throws IOException {
        long file = card.decoration().files().getFirst().number();
        return ImageIO.read(new ByteArrayInputStream(asker.platform().file(file).orElseThrow()));
    }

    /// The colours of the picture's bar, the widest first. The bar is the uppermost part that is neither
    /// paper nor ink.
    private static List<Integer> bar(BufferedImage picture) {
        return colours(picture, firstRow(picture) + IN_BAR).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int firstRow(BufferedImage picture) {
        return IntStream.range(0, picture.getHeight())
                .filter(y -> !colours(picture, y).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// The colours below the bar: the heads of the perspectives, in their order. The edge of a head has a
    /// row of another colour.
    private static List<Integer> heads(BufferedImage picture) {
        Map<Integer, Long> rows = IntStream.range(firstRow(picture) + BAR_HEIGHT, picture.getHeight())
                .boxed()
                .flatMap(y -> colours(picture, y).keySet().stream())
                .collect(Collectors.groupingBy(colour -> colour, LinkedHashMap::new, Collectors.counting()));
        rows.values().removeIf(count -> count < EDGE);
        return List.copyOf(rows.keySet());
    }

    /// The colours of a row of pixels from left to right, each with the number of its pixels.
    private static Map<Integer, Long> colours(BufferedImage picture, int y) {
        Map<Integer, Long> pixels = IntStream.range(0, picture.getWidth())
                .map(x -> picture.getRGB(x, y) & 0xffffff)
                .filter(SameColourTest::isSaturated)
                .boxed()
                .collect(Collectors.groupingBy(colour -> colour, LinkedHashMap::new, Collectors.counting()));
        pixels.values().removeIf(count -> count < EDGE);
        return pixels;
    }

    private static boolean isSaturated(int colour) {
        int[] parts = {colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff};
        return IntStream.of(parts).max().orElseThrow()
                        - IntStream.of(parts).min().orElseThrow()
                > SATURATED;
    }

    private List<String> addresses() throws IOException, InterruptedException {
        return ADDRESS.matcher(get("/digests"))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private String get(String path) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + bot.consolePort().orElseThrow() + path);
        return http.send(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
