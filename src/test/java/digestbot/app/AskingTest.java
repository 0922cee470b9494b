package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The answers to questions about digests: a table for each command, with a row for each case, on
/// both platforms. It is about noon of Friday, 6 February 2026, UTC.
///
/// “Trade” came each working day since 26 January shortly before 12:40, and has not come today;
/// “Island” came today and on Wednesday; “台湾” came today alone.
@Tag("full")
class AskingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);

    @TempDir
    private static Path folder;

    private static BotFixture fixture;
    private static Bot bot;

    /// Each row is asked by another person, since nobody may ask for very much within a minute.
    private static final AtomicLong PERSONS = new AtomicLong(1_000);

    @BeforeAll
    static void start() throws Exception {
        fixture = new BotFixture(folder);
        for (int days = 1; days <= 11; days++) {
            LocalDate day = TODAY.minusDays(days);
            if (day.getDayOfWeek().getValue() <= 5) {
                fixture.drop(
                        "trade-" + day + ".md",
                        BotFixture.digest("trade", day.toString(), "Tariffs on steel, day " + days));
            }
        }
        fixture.drop("island-1.md", island("2026-02-04", "Ferries wait in the strait.", "Café owners “can't” pay."));
        fixture.drop(
                "island-2.md",
                island(
                        "2026-02-06",
                        "Ferries   *wait* in the strait.\n- A typhoon nears.",
                        "Café owners “can't” pay."));
        fixture.drop(
                "taiwan.md",
                BotFixture.digest("taiwan", "2026-02-06", "台湾海峡的渡轮").replace("Topic taiwan", "台湾"));
        bot = Bot.start(fixture.config("""
                library: {first-start-days: 30}
                outlets: {Example Wire: {kind: private}}
                """), SameMinuteClock.clock());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        bot.database().writeWithoutResult(tx -> tx.handle().execute("""
                UPDATE digest SET published_at = 1000 * unixepoch(day || ' 12:38:00')
                WHERE topic = 'trade'"""));
    }

    private static String island(String day, String us, String china) {
        return BotFixture.digest("island", day, "News from the island")
                .replace("The first side says its part about it, at some length.", us)
                .replace("The second side says its part about it, at some length.", china);
    }

    @AfterAll
    static void stop() {
        bot.close();
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /today trade        | Topic trade · Thu 5 February 2026 (yesterday) · today's digest is usually published around 12:40
            /today island       | Topic island · Fri 6 February 2026
            """)
    void todaySaysWhenTodaysUsuallyComes(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /yesterday          | Topic trade · Thu 5 February 2026 (yesterday) / Tariffs on steel, day 1
            /yesterday TRADE    | Topic trade · Thu 5 February 2026 (yesterday)
            /yesterday island   | No Topic island digest for Thu 5 February 2026. / Nearest digests: / [1 Wed 4 February 2026] [2 Fri 6
            /yesterday nowhere  | No topic called “nowhere”.
            """)
    void yesterdayIsTheReadersYesterday(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /digest 2026-02-05      | Topic trade · Thu 5 February 2026
            /digest monday          | Topic trade · Mon 2 February 2026
            /digest wednesday       | Topic island · Wed 4 February 2026 / Topic trade]
            /digest "4. Feb" trade  | Topic trade · Wed 4 February 2026
            /digest heute           | Topic island · Fri 6 February 2026
            /digest 5/2 trade       | “5/2” could be Fri 2 May 2025 or Thu 5 February 2026. / [1 Thu 5 February 2026]
            /perspective china trade monday | Topic trade · Mon 2 February 2026
            /digest 2026-02-07      | Sat 7 February 2026 is in the future.
            /digest 1999-12-31      | No digest for Fri 31 December 1999 in Topic island, Topic trade, 台湾.
            /digest 2026-02-30      | I couldn't read “2026-02-30” as a date.
            """)
    void digestUnderstandsDates(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /search steel             | Search: steel / 9 digests, newest first / Topic trade · Thu 5 February 2026 / <Tariffs on «steel», day 1> / 2/2 ›]
            /search strait            | 2 digests / Topic island · Fri 6 February 2026 / <🔵 United States: Ferries wait in the «strait».>
            /search cafe              | <🔴 China: «Café» owners “can't” pay.>
            /search 海峡              | Search: 海峡 / 1 digest / <台湾«海峡»的渡轮>
            /search 渡                | 1 digest / <台湾海峡的«渡»轮>
            /search ferr from:friday  | 1 digest · from Fri 6 February 2026 / Topic island · Fri 6
            /search ferries until:5.2. | 1 digest · until Thu 5 February 2026 / Topic island · Wed 4
            /search strait perspective:us    | 2 digests, newest first · United States
            /search steel from:tomorrow until:yesterday | “from” (Sat 7 February 2026) is later than “to” (Thu 5 February 2026).
            /search strait perspective:China | No results.
            /search strait perspective:mars  | No perspective called “mars”. Available: United States, China.
            /search steel topic:island | No results.
            /search steel topic:x     | No topic called “x”.
            /search steel from:5/2    | “5/2” could be
            """)
    void searchMarksWhatItFinds(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /changes island | new since Wed 4 February 2026 / United States / A typhoon nears. / China / nothing new / [1 Full digest]
            /changes 台湾   | There's no earlier digest to compare with. / [1 Full digest]
            /changes island yesterday | No Topic island digest
            /changes island "4 feb" | Wed 4 February 2026 / There's no earlier digest
            /changes trade tuesday | Topic trade · Tue 3 February 2026 / new since Mon 2 February 2026
            /changes monday | Topic trade · Mon 2 February 2026 / new since Fri 30 January 2026
            /changes nowhere | No topic called “nowhere”.
            /changes        | Topic island · / [2 Topic: Topic trade] [3 Topic: 台湾]
            """)
    void changesAreWhatIsNewPerPerspective(String command, String told) throws Exception {
        String text = assertTold(command, told);
        assertThat(text).doesNotContain("Ferries");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /card                   | [picture 1200× / Topic island · Fri 6 February 2026
            /card trade             | [picture 1200× / Topic trade · Thu 5 February 2026 (yesterday) / 1 article · 1 outlet
            /card trade "4. Feb"    | [picture 1200× / Topic trade · Wed 4 February 2026
            /card 台湾              | [picture 1200× / 台湾 · Fri 6 February 2026
            /card mars              | No topic called “mars”.
            """)
    void cardIsAPicture(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sources        | Topic island · Fri 6 February 2026 / One article / Topic trade] / 台湾]
            /sources trade  | Topic trade · Thu 5 February 2026 / Example Wire
            /sources "4 feb" | Topic island · Wed 4 February 2026 / One article / Topic trade]
            /sources trade monday | Topic trade · Mon 2 February 2026 / Example Wire
            /sources monday | Topic trade · Mon 2 February 2026 / Example Wire
            /sources "7 feb" | Sat 7 February 2026 is in the future.
            /sources 5/2    | “5/2” could be
            /sources mars   | No topic called “mars”.
            /sources private | Topic island · Fri 6 February 2026 / One article / Private 1] / Topic trade]
            /sources "privat trade" | Topic trade · Thu 5 February 2026 / One article
            /sources trade monday öffentlich | Topic trade · Mon 2 February 2026 / No article is from an outlet of this kind. / Private 1]
            /sources "官方媒体 trade" | Topic trade · Thu 5 February 2026 / No article is from an outlet of this kind.
            /sources "state mars" | No topic called “mars”.
            /sources "trade public broadcaster" | Topic trade · Thu 5 February 2026 / No article is from an outlet of this kind.
            /sources privte | No kind of outlet is called “privte”. Choose one: / [1 Public] [2 State-run] [3 Private] / [4 All outlets]
            /sources "foreign trade" | No kind of outlet is called “foreign”. Choose one: / [4 All outlets]
            """)
    void sourcesAreThoseOfTheDayOrTheNewest(String command, String told) throws Exception {
        assertTold(command, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /search steel   | 2/2 ›  | 9 digests / Topic trade · Thu 29 January 2026 / ‹ 1/2]
            /search steel   | 5 Feb  | Topic trade · Thu 5 February 2026 / Overview
            /changes        | trade  | Topic trade · Thu 5 February 2026 / new since Wed 4 February 2026
            /changes island | Full   | Topic island · Fri 6 February 2026 / Overview
            /digest 7 feb   | Help   | /digest
            /sources privte | Private | Topic island · Fri 6 February 2026 / One article
            /sources "foreign trade" | All outlets | Topic trade · Thu 5 February 2026 / One article
            """)
    void itsButtonsLeadOn(String command, String label, String told) throws Exception {
        for (ChatDriver asker : askers()) {
            ShownMessage answer = asker.ask(command);
            assertThat(BotFixture.text(List.of(asker.press(answer, label))))
                    .as(asker.name())
                    .contains(told.split(" / ", -1));
        }
    }

    private static String assertTold(String command, String told) throws InterruptedException {
        String text = "";
        for (ChatDriver asker : askers()) {
            ShownMessage answer = asker.ask(command);
            text = BotFixture.text(List.of(answer)) + "\n" + marked(answer);
            assertThat(text).as(asker.name()).contains(told.split(" / ", -1));
        }
        return text;
    }

    private static List<ChatDriver> askers() {
        return ChatDriver.onBoth(fixture, PERSONS.incrementAndGet());
    }

    /// The lines, with bold text in brackets.
    private static String marked(ShownMessage message) {
        return message.rows().stream()
                .filter(ClientRow.Line.class::isInstance)
                .map(row -> ((ClientRow.Line) row)
                        .spans().stream()
                                .map(span -> span.styles().equals(Set.of(ClientSpan.Style.BOLD))
                                        ? "«" + span.text() + "»"
                                        : span.text())
                                .collect(Collectors.joining()))
                .map(line -> "<" + line + ">")
                .collect(Collectors.joining("\n"));
    }
}
