package digestbot.library.archive;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.library.intake.LibraryFixture;
import digestbot.library.intake.SimpleDigestFormat;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.markdown.Block;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class LibraryTest {

    /// Filled once: these tests only read.
    @AutoClose
    private static LibraryFixture fixture;

    @BeforeAll
    static void fill() throws IOException {
        fixture = LibraryFixture.running();
        String us = "name: US vs China";
        write(1, "us-china", "2026-02-05", us, "title: Thursday", "", "Tariffs on steel, a café in Zürich.");
        write(2, "us-china", "2026-02-06", us, "title: Friday", "", "Minerals talks; “don't” said U.S. officials.");
        String evening = "edition: evening";
        write(3, "us-china", "2026-02-06", us, "title: Friday evening", evening, "", "More about steel and steel.");
        String chinese = "name: 美国与中国\nlanguage: zh-CN";
        write(4, "us-china-zh", "2026-02-06", chinese, "title: 星期五", "", "双方就矿产会谈。US中国 贸易 ﾄﾞﾙ, ＧＤＰ.");
        String trade = "name: Łódź Trade";
        write(5, "world-trade", "2026-02-01", trade, "title: Steel on Sunday", "", "Rules.");
        write(6, "world-trade", "2026-02-09", trade, "title: Hidden", "draft: true", "", "Secret steel.");
        write(7, "unready", "2026-02-09", "name: Unready", "draft: true");
        write(8, "port", "2026-02-03", "name: Port", "title: English", "", "One.");
        fixture.settle();
        write(9, "port", "2026-02-03", "name: Port", "title: 中文", "language: zh-CN", "", "一。");
        fixture.settle();
    }

    private static void write(int file, String topic, String day, String... more) {
        fixture.write(file + ".md", digest(topic, day, more));
    }

    @Test
    void givesTheNewestOfATopicByDayAndArrival() {
        assertThat(title(fixture.newest("us-china"))).contains("Friday evening");
        assertThat(title(fixture.newest("US-China"))).contains("Friday evening");
        assertThat(title(fixture.newest("world-trade"))).contains("Steel on Sunday");
        assertThat(fixture.newest("unready")).isEmpty();
        assertThat(fixture.newest("nothing")).isEmpty();
    }

    @Test
    void ofManyTopicsGivesTheNewestUntilADay() throws IOException {
        try (LibraryFixture other = LibraryFixture.unstarted()) {
            addTopics(other, 0, Library.MAX_TOPICS);
            assertThat(newestTopics(other, "de", FIRST_DAY)).hasSize(Library.MAX_TOPICS);
            addTopics(other, Library.MAX_TOPICS, Library.MAX_TOPICS + 1);
            LocalDate last = FIRST_DAY.plusDays(Library.MAX_TOPICS);
            assertThat(newestTopics(other, "", last))
                    .hasSize(Library.MAX_TOPICS)
                    .startsWith("t001", "t002")
                    .endsWith("t100");
            assertThat(newestTopics(other, "zh-tw", last)).containsExactly("t000");
            assertThat(newestTopics(other, "fr", last)).isEmpty();
            assertThat(newestTopics(other, "", FIRST_DAY.plusDays(1))).containsExactly("t000", "t001");
        }
    }

    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-01");

    /// Each with a digest, of a later day than the topic before.
    private static void addTopics(LibraryFixture to, int first, int end) {
        to.database.writeWithoutResult(tx -> {
            for (int i = first; i < end; i++) {
                String topic = "t%03d".formatted(i);
                tx.execute("INSERT INTO topic (id, name) VALUES (?, ?)", topic, topic);
                tx.execute("""
                        INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at)
                        VALUES (?, ?, ?, '', '', 'published', 1, '', 0)""", topic, FIRST_DAY.plusDays(i).toString(), i == 0 ? "zh-CN" : "en");
            }
        });
    }

    private static List<String> newestTopics(LibraryFixture of, String language, LocalDate until) {
        return of.read(tx -> of.library.newestTopics(tx, language, until).stream()
                .map(LibraryTopic::id)
                .toList());
    }

    @Test
    void aLaterDayComesBeforeTheReadersLanguage() throws IOException {
        try (LibraryFixture other = LibraryFixture.running()) {
            other.write("1.md", digest("port", "2026-02-05", "title: English", "", "One."));
            other.settle();
            other.write("2.md", digest("port", "2026-02-06", "title: 次日", "language: zh-CN", "", "二。"));
            other.settle();
            assertThat(title(other.read(tx -> other.library.newest(tx, "port", "en"))))
                    .contains("次日");
        }
    }

    @Test
    void keepsTheLastDigestsInMemoryByTheirSize() throws IOException {
        List<String> topics = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        String points = "- %s%n".formatted("word ".repeat(18)).repeat(9_000);
        try (LibraryFixture other = LibraryFixture.ofRealDigests()) {
            for (String topic : topics) {
                other.write(topic + ".md", "---%ntopic: %s%ndate: 2026-02-05%n---%n".formatted(topic) + points);
            }
            other.settle();
            List<Block> first = highlights(other, "a");
            assertThat(highlights(other, "a")).isSameAs(first);
            topics.forEach(topic -> highlights(other, topic));
            assertThat(highlights(other, "a")).isEqualTo(first).isNotSameAs(first);
        }
    }

    private static List<Block> highlights(LibraryFixture of, String topic) {
        return of.newest(topic).orElseThrow().digest().highlights();
    }

    @Test
    void givesADigestByDay() {
        assertThat(title(on("us-china", "2026-02-05"))).contains("Thursday");
        assertThat(on("us-china", "2026-02-04")).isEmpty();
        assertThat(on("world-trade", "2026-02-09")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, English", "en-GB, English", "zh, 中文", "zh_TW, 中文", "de, English", "'', English"})
    void ofOneDayGivesTheReadersLanguageElseTheMainOne(String language, String title) {
        Optional<StoredDigest> newest = fixture.read(tx -> fixture.library.newest(tx, "port", language));
        assertThat(title(newest)).contains(title);
        assertThat(newest.orElseThrow().digest().isInMainLanguage()).isEqualTo(title.equals("English"));
        LocalDate day = LocalDate.parse("2026-02-03");
        assertThat(title(fixture.read(tx -> fixture.library.on(tx, "port", day, language))))
                .contains(title);
    }

    @Test
    void givesADigestByNumberAndRevision() {
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(numbered(stored.number())).contains(stored);
        assertThat(revision(stored.number(), 1)).contains(stored);
        assertThat(revision(stored.number(), 2)).isEmpty();
        assertThat(numbered(99)).isEmpty();
    }

    @Test
    void listsTheDaysOfATopicTheNewestFirst() {
        assertThat(fixture.days("us-china"))
                .containsExactly(LocalDate.parse("2026-02-06"), LocalDate.parse("2026-02-05"));
        assertThat(days("us-china", 1)).hasSize(1);
        assertThat(fixture.days("world-trade")).containsExactly(LocalDate.parse("2026-02-01"));
    }

    @Test
    void listsTheTopicsThatCanBeReadByName() {
        assertThat(fixture.read(fixture.library::topics))
                .map(known -> known.topic().name())
                .containsExactly("Port", "US vs China", "Łódź Trade", "美国与中国");
    }

    @Test
    void findsATopicByIdOrNameIgnoringCase() {
        for (String name : List.of("us-china", "US-CHINA", " us vs china ", "ＵＳ vs China")) {
            assertThat(topicId(name)).contains("us-china");
        }
        assertThat(topicId("łÓDŹ trade")).contains("world-trade");
        assertThat(topicId("美国与中国")).contains("us-china-zh");
        assertThat(topicId("unready")).isEmpty();
        assertThat(topicId("")).isEmpty();
        assertThat(topicId("us")).isEmpty();
    }

    @Test
    void findsATopicByNumber() {
        LibraryTopic known =
                fixture.read(tx -> fixture.library.topic(tx, "world-trade")).orElseThrow();
        assertThat(topic(known.number())).contains(known);
        assertThat(topic(99)).isEmpty();
    }

    /// Case and accents do not matter; longer words that begin alike are found, and Chinese words
    /// of one and two letters. The latest day comes first, and a digest must have every word.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            TARIFFS           | Thursday
            cafe              | Thursday
            Zurich café       | Thursday
            cafe\u0301        | Thursday
            don't             | Friday
            U.S.              | Friday
            gdp               | 星期五
            tariff            | Thursday
            mineral           | Friday
            mi                | -
            矿产              | 星期五
            谈                | 星期五
            星期              | 星期五
            中国 贸易         | 星期五
            国中              | -
            ドル              | 星期五
            steel             | Friday evening, Thursday, Steel on Sunday
            steel tariffs     | Thursday
            steel OR minerals | -
            title:thursday    | -
            "steel"           | Friday evening, Thursday, Steel on Sunday
            """)
    void findsWords(String typed, @Nullable String titles) {
        assertThat(fixture.find(typed)).isEqualTo(titles == null ? List.of() : List.of(titles.split(", ")));
    }

    @Test
    void narrowsASearchByTopicAndDays() {
        assertThat(titles(new SearchQuery(
                        "steel", Optional.of("us-china"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("Friday evening", "Thursday");
        assertThat(titles(new SearchQuery(
                        "steel",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LocalDate.parse("2026-02-02")),
                        Optional.of(LocalDate.parse("2026-02-05")))))
                .containsExactly("Thursday");
        assertThat(titles(SearchQuery.of("steel"), 1, 1)).containsExactly("Thursday");
    }

    @Test
    void listsTheNewestWhereNoWordIsGiven() {
        assertThat(titles(SearchQuery.of(" "), 3, 0)).containsExactly("星期五", "Friday evening", "Friday");
    }

    @Test
    void listsTheDigestsInTheReadersLanguageFirstOnEachDay() {
        assertThat(titles(SearchQuery.of(" "), "en-GB", 3, 0)).containsExactly("Friday evening", "Friday", "星期五");
        assertThat(titles(SearchQuery.of(" "), "zh-Hans", 1, 0)).containsExactly("星期五");
    }

    @Test
    void takesAnyTextForWords() {
        String typed = "\"¦'¦''¦\"\"¦*¦^¦steel\"¦\"steel¦***¦(¦())¦AND¦OR¦NOT steel¦NEAR(steel minerals, 5)¦title:steel"
                + "¦title : steel¦{title body}: steel¦-steel¦+¦a+b¦steel*¦^steel¦steel AND¦\u0000¦steel\u0000\"¦\\"
                + "¦;DROP TABLE digest¦\uD800¦🗞¦?1¦:words¦%¦_¦digest_words¦\uFFFF¦\u3000¦--¦/*";
        for (String each : typed.split("¦", -1)) {
            assertThat(titles(SearchQuery.of(each))).as(each).doesNotContain("Hidden");
        }
    }

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesRandomAndEndlessTextForWords() {
        var random = new Random(7);
        String letters = "\"'*^():{}-+ANDORNEAR,. \u0000\n\u3000中あ\uD83D\uDDDEé\u0301\\/%_";
        for (int i = 0; i < 500; i++) {
            var typed = new StringBuilder();
            random.ints(random.nextInt(30), 0, letters.length()).forEach(at -> typed.append(letters.charAt(at)));
            titles(SearchQuery.of(typed.toString()));
        }
        assertThat(fixture.find("x".repeat(100_000))).isEmpty();
        assertThat(fixture.find("中".repeat(100_000))).isEmpty();
        assertThat(fixture.find("steel ".repeat(20_000))).hasSize(3);
    }

    @Test
    void parsesADigestOnceForManyReaders() {
        fixture.newest("us-china");
        int parsed = fixture.format.parsed.get();
        for (int i = 0; i < 1000; i++) {
            fixture.newest("us-china");
        }
        assertThat(fixture.format.parsed).hasValue(parsed);
    }

    @Test
    void saysWhichDigestItCanNoLongerRead() {
        var format = new SimpleDigestFormat();
        format.strict = true;
        Library strict = new Library(format::parse);
        assertThatThrownBy(() -> fixture.read(tx -> strict.newest(tx, "us-china", "en")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("digest \\d+, revision 1 can no longer be read: no topic.*");
    }

    private Optional<StoredDigest> numbered(long number) {
        return fixture.read(tx -> fixture.library.all().digest(tx, number));
    }

    private Optional<StoredDigest> revision(long number, int revision) {
        return fixture.read(tx -> fixture.library.all().digest(tx, number, revision));
    }

    private List<LocalDate> days(String topic, int limit) {
        return fixture.read(tx -> fixture.library.days(tx, topic, limit));
    }

    private Optional<LibraryTopic> topic(long number) {
        return fixture.read(tx -> fixture.library.topic(tx, number));
    }

    private Optional<StoredDigest> on(String topic, String day) {
        return fixture.read(tx -> fixture.library.on(tx, topic, LocalDate.parse(day), "en"));
    }

    private Optional<String> topicId(String name) {
        return fixture.read(tx -> fixture.library.topic(tx, name))
                .map(known -> known.topic().id());
    }

    private List<String> titles(SearchQuery query) {
        return titles(query, 9, 0);
    }

    private List<String> titles(SearchQuery query, int limit, int offset) {
        return titles(query, "", limit, offset);
    }

    private List<String> titles(SearchQuery query, String language, int limit, int offset) {
        return fixture.read(tx -> fixture.library.search(tx, query, language, limit, offset)).hits().stream()
                .map(SearchHit::title)
                .toList();
    }

    private static Optional<String> title(Optional<StoredDigest> stored) {
        return stored.map(found -> found.digest().title());
    }
}
