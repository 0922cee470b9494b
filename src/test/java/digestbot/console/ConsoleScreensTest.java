package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import digestbot.browser.Browser;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The console in a real browser on a bad day: much needs attention, and there is a long history.
@Tag("full")
class ConsoleScreensTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:30:00Z");

    @AutoClose
    private final Browser browser = Browser.openOrSkip();

    @AutoClose
    private final ConsoleFixture console;

    ConsoleScreensTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, InstantSource.fixed(NOW));
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade'), ('energy', 'Energy'), ('rail', 'Rail')");
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
                SELECT 'telegram', i, 'private', 'en', 'UTC', unixepoch('2026-02-06') * 1000 - CAST(i AS BIGINT) * 1000000 FROM n""");
        console.sql("INSERT INTO subscription (subscriber, topic, created_at)"
                + " SELECT number, 'trade', 0 FROM subscriber");
        console.sql("""
                INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)
                WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
                SELECT unixepoch('2026-02-06 12:00') * 1000 - CAST(i AS BIGINT) * 3600000, 'telegram', 'digest', 'sent', 1000,
                       100 + i % 7 FROM n""");
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + console.port() + path);
    }

    /// Three digests are held, one was delivered, ten files have three errors each, and two alarms are open.
    private void much() {
        for (String topic : List.of("trade", "energy", "rail")) {
            console.hold(topic, "2026-02-06", NOW, NOW.plusSeconds(7_200));
        }
        console.sql("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                VALUES ('trade', '2026-02-06', 'de', '', 'a.md', 'published', 1, 'News', ?, ?)""", NOW.toEpochMilli(), NOW.toEpochMilli());
        console.sql("""
                INSERT INTO digest_total (digest, platform, outcome, deliveries)
                SELECT max(number), 'telegram', 'planned', 12 FROM digest
                UNION ALL SELECT max(number), 'telegram', 'sent', 11 FROM digest
                UNION ALL SELECT max(number), 'telegram', 'blocked', 1 FROM digest""");
        for (int i = 0; i < 10; i++) {
            console.sql(
                    "INSERT INTO invalid_file (path, errors) VALUES (?, ?)",
                    "2026/a-folder/2026-02-0%d-a-topic-with-a-long-name.md".formatted(i),
                    "3\tno title: add a line such as `title: News`\n4\tno day\n5\tno topic");
        }
        console.sql("INSERT INTO alarm (name, since, detail) VALUES ('backup', 0, 'disk full'), ('storage', 0, 'x')");
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "390, 844"})
    void theFirstScreenAnswersTheFourQuestionsHoweverMuchNeedsAttention(int width, int height) {
        much();
        browser.see(new Browser.Size(width, height), false);
        open("/");
        browser.awaitText("#attention h2", "15");
        for (String answer : List.of("Held", "of 12 due")) {
            browser.awaitThat(onFirstScreen(answer));
        }
        assertThat(browser.text("#attention > details > summary")).isEqualTo("12 more: 10 invalid files, 2 alarms");
        browser.find("#attention > details > summary").click();
        browser.awaitText("#attention", "disk full");
        browser.find("#attention .what summary").click();
        browser.awaitText("#attention", "line 5: no topic");
        look("console-busy");
    }

    /// Tells whether an entry or a cell with this text is on the screen as a whole, with room above
    /// it for what a bot with two platforms and a password has more.
    private static String onFirstScreen(String text) {
        return """
                [...document.querySelectorAll('#attention li, #digests td')].some(each => {
                  const box = each.getBoundingClientRect();
                  return each.textContent.includes('%s') && box.top >= 0 && box.bottom + 56 <= innerHeight && box.height > 0;
                })""".formatted(text);
    }

    private void look(String name) {
        browser.screenshots(name);
        browser.awaitThat("document.documentElement.scrollWidth <= innerWidth");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"24h", "7d", "30d"})
    void datesOnAnAxisAreWholeAndDoNotOverlap(String range) {
        for (Browser.Size size : List.of(Browser.DESKTOP, Browser.PHONE, new Browser.Size(320, 640))) {
            browser.see(size, false);
            open("/?range=" + range);
            browser.awaitThat("document.querySelectorAll('#deliveries canvas, #growth canvas').length === 4");
            Object drawn = browser.driver().executeAsyncScript("""
                    const done = arguments[arguments.length - 1];
                    const labels = new Map();
                    const plain = CanvasRenderingContext2D.prototype.fillText;
                    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                      if (/^([A-Z][a-z]{2} \\d{1,2} [A-Z][a-z]{2,3}|\\d\\d:\\d\\d)$/.test(text)) {
                        const half = this.measureText(text).width / 2;
                        labels.set(this.canvas, [...labels.get(this.canvas) ?? [], { text, from: x - half, to: x + half }]);
                      }
                      plain.call(this, text, x, y);
                    };
                    dispatchEvent(new Event('resize'));
                    setTimeout(() => done([...labels].map(([canvas, all]) => {
                      all.sort((one, other) => one.from - other.from);
                      const apart = all.every((each, i) => i === 0 || each.from - all[i - 1].to >= 4);
                      const inside = all[0].from >= 0 && all.at(-1).to <= canvas.width;
                      const dates = all.filter(each => !each.text.includes(':')).length;
                      return `${apart} ${inside} ${dates > 0} ` + all.map(each => each.text).join(' ');
                    })), 200);
                    """);
            assertThat(drawn)
                    .as("%s in %s: are they apart, are they inside, is there a date?", range, size)
                    .asInstanceOf(LIST)
                    .hasSize(4)
                    .allSatisfy(labels -> assertThat(labels).asString().startsWith("true true true "));
        }
    }
}
