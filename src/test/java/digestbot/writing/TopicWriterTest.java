package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.Golden;
import digestbot.app.Config;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.database.TestClock;
import digestbot.database.TestDatabase;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.FileContent;
import digestbot.site.SitePages.Making;
import digestbot.writing.FeedServer.Item;
import digestbot.writing.TopicWriter.WriteResult;
import digestbot.writing.TopicWriter.WriteResult.NotWritten;
import digestbot.writing.TopicWriter.WriteResult.Written;
import digestbot.writing.WritingStore.FeedReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class TopicWriterTest {

    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");
    private static final String FILE = "written/us-china-2026-02-10-en.md";
    private static final String WITH_MODEL = """
        summary: {api: "SERVER/v1", model: small-model, key: secret}
        """;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final TestDatabase database = new TestDatabase();

    private final TestClock clock = new TestClock();
    private final List<FeedReport> reports = new ArrayList<>();
    private FeedServer server;
    private TopicWriter writer;
    private WriteSettings settings;
    private Making making = (_, _, _, _) -> List.of();

    @BeforeEach
    void start() throws IOException {
        server = FeedServer.start();
        server.feed(
                "/gazette",
                "Pacific Gazette",
                item("Washington raises tariffs on steel imports", 1, 1),
                item("Congress debates a law on foreign ports", 2, 2));
        server.feed("/harbour", "Harbour Post", item("Senators visit a shipyard in Maine", 3, 3));
        server.feed(
                "/coastal",
                "Coastal Times",
                item("Beijing answers tariffs on steel imports from Washington", 4, 1),
                item("Shanghai opens its port to more ships", 5, 2),
                item("Harvest in Hunan is better than expected", 6, 3));
        at(NOW);
        configure("");
    }

    private void at(Instant time) {
        clock.set(Duration.between(clock.instant(), time));
    }

    @AfterEach
    void stop() {
        writer.close();
        server.close();
    }

    private static Item item(String title, int number, int hoursAgo) {
        return new Item(
                title,
                "https://news.example/%d?utm_source=feed".formatted(number),
                NOW.minus(Duration.ofHours(hoursAgo)),
                "More about number " + number);
    }

    private void configure(String more) {
        String text = """
            digests: FOLDER
            outlets:
              Coastal Times of China: {also: [Coastal Times]}
            topics:
              us-china:
                name: US vs China
                write:
                  at: 04:00
                  articles: 6
                  perspectives:
                    us: {name: United States, feeds: ["SERVER/gazette", "SERVER/harbour"]}
                    china: {name: China, feeds: ["SERVER/coastal"]}
            """ + more.indent(6);
        String filled = text.replace("FOLDER", folder.toString())
                .replace("SERVER", server.url("").toString());
        var read = (ConfigResult.Loaded<Config>) Config.reader(Map.of()).parse(filled);
        if (writer != null) {
            writer.close();
        }
        making = read.config()::making;
        settings = read.config().written().get("us-china");
        writer = read.config().writer(database.database(), clock);
    }

    private Written written(WriteResult result) {
        assertThat(result).isInstanceOf(Written.class);
        return (Written) result;
    }

    private Written write() {
        return written(writer.write("us-china", false, reports::add));
    }

    private Digest digest(String file) {
        try {
            ParseResult result = new DigestParser().parse(Files.readAllBytes(folder.resolve(file)));
            assertThat(result).isInstanceOf(ParseResult.Parsed.class);
            var parsed = (ParseResult.Parsed) result;
            assertThat(parsed.warnings()).isEmpty();
            return parsed.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesHeadlinesWithTheirSources() throws IOException {
        configure("zone: America/Sao_Paulo\n");
        assertThat(write().problems()).isEmpty();
        Golden.assertGolden("writing/headlines.md", Files.readString(folder.resolve(FILE)));
        assertThat(digest(FILE).madeBy()).contains("headlines");
        try (Stream<Path> files = Files.list(folder.resolve("written"))) {
            assertThat(files).as("no temporary file is left").hasSize(1);
        }
    }

    private List<String> known() {
        return database.database().read(tx -> new WritingStore().feeds(tx, "us-china", settings)).stream()
                .map(feed -> feed.report().feed().getPath().substring(1)
                        + feed.readAt().map(_ -> " " + feed.report().articles()).orElse(" never")
                        + (feed.report().isRead() ? "" : ", " + feed.report().problem()))
                .toList();
    }

    @Test
    void reportsEachFeedAndTellsWhatIsMissing() {
        server.at("/harbour", FeedServer.status(500));
        write();
        assertThat(reports)
                .extracting(
                        report -> report.address().replace(server.url("").toString(), ""),
                        FeedReport::articles,
                        FeedReport::problem)
                .containsExactlyInAnyOrder(
                        tuple("/gazette", 2, ""),
                        tuple("/harbour", 0, "answers with status 500"),
                        tuple("/coastal", 3, ""));
        assertThat(known()).containsExactly("gazette 2", "harbour never, answers with status 500", "coastal 3");
        server.at("/coastal", FeedServer.status(404));
        writer.tryOut("us-china", _ -> {});
        assertThat(known()).as("the last success stays").contains("coastal 3, answers with status 404");
    }

    @Test
    void leavesOutWhatIsOldOrNotYetOutOrThereAlready() {
        server.feed(
                "/coastal",
                "Coastal Times",
                item("Beijing answers tariffs on steel imports", 4, 1),
                item("Beijing answers the tariffs on steel imports", 14, 2),
                new Item(
                        "The same article at another address",
                        "http://www.news.example/4/#top",
                        NOW.minusSeconds(7200)),
                item("What happened three days ago in Beijing", 7, 49),
                item("What is to happen tomorrow in Beijing", 8, -1));
        assertThat(digestAfter(write()).sourcesOf(1)).hasSize(1);
    }

    @Test
    void anArticleOfTwoSidesBelongsToTheOneWithFewer() {
        server.feed(
                "/harbour",
                "Harbour Post",
                item("Shanghai opens its port to more ships", 5, 1),
                item("Senators visit a shipyard in Maine", 3, 3));
        assertThat(digestAfter(write()).sourcesOf(1)).hasSize(3);
    }

    private Digest digestAfter(Written result) {
        return digest(result.files().keySet().iterator().next());
    }

    @Test
    void continuesAfterTheDigestOfTheDayBefore() {
        write();
        at(NOW.plus(Duration.ofDays(1)));
        assertThat(writer.write("us-china", false, reports::add))
                .isEqualTo(new NotWritten("No feed has a new article."));
        theNextDay();
        assertThat(digestAfter(write()).articleCount()).hasValue(1);
    }

    @Test
    void takesWhatAppearsInAFeedLaterThanItIsDated() {
        server.feed("/coastal", "Coastal Times");
        server.feed("/harbour", "Harbour Post");
        server.feed("/gazette", "Pacific Gazette", item("Washington raises tariffs on steel imports", 1, 0));
        write();
        at(NOW.plus(Duration.ofDays(1)));
        Item late = new Item(
                "Congress debates a law on foreign ports", "https://news.example/2", NOW.minus(Duration.ofMinutes(50)));
        server.feed("/gazette", "Pacific Gazette", item("Washington raises tariffs on steel imports", 1, 0), late);
        assertThat(digestAfter(write()).sources())
                .singleElement()
                .satisfies(source -> assertThat(source.title()).isEqualTo(late.title()));
    }

    @Test
    void goesOnAfterAFileThatAPersonSavedInAnotherEncoding() throws IOException {
        write();
        Files.write(folder.resolve(FILE), new byte[] {'Z', (byte) 0xf6, 'l', 'l', 'e'});
        theNextDay();
        assertThat(digestAfter(write()).articleCount()).hasValue(1);
    }

    @Test
    void withoutACommonStoryThePerspectivesLeadInTurns() {
        server.feed("/coastal", "Coastal Times", item("Shanghai opens its port to more ships", 5, 2));
        assertThat(digestAfter(write()).headline()).isEqualTo("Washington raises tariffs on steel imports");
        theNextDay();
        server.feed("/coastal", "Coastal Times", item("Guangzhou expects rain and wind", 10, -20));
        assertThat(digestAfter(write()).headline()).startsWith("Guangzhou expects rain and wind");
    }

    private void theNextDay() {
        at(NOW.plus(Duration.ofDays(1)));
        server.feed("/gazette", "Pacific Gazette", item("A new day begins in Washington", 9, -20));
    }

    @Test
    void saysThatASideHasNoArticles() {
        server.feed("/coastal", "Coastal Times");
        Digest digest = digestAfter(write());
        assertThat(digest.perspectives().get(1).isEmpty()).isTrue();
        assertThat(digest.sourcesOf(0)).as("nothing is filled up").hasSize(3);
    }

    @Test
    void replacesItsOwnFileOnlyIfAskedAndNeverThatOfAPerson() throws IOException {
        write();
        assertThat(writer.write("us-china", false, reports::add))
                .isEqualTo(new NotWritten("The digest of 2026-02-10 exists already, in " + FILE
                        + ". Add --again to write a correction."));
        server.at("/harbour", FeedServer.status(404));
        stored(FILE);
        written(writer.write("us-china", true, reports::add));
        assertThat(database.database()
                        .<Boolean>read(
                                tx -> tx.isTrue("SELECT EXISTS (SELECT 1 FROM digest WHERE reviewed_at IS NULL)")))
                .as("nobody has reviewed what is written again")
                .isTrue();
        assertThat(digest(FILE).sourcesOf(0)).hasSize(2);
        Files.writeString(folder.resolve(FILE), "changed");
        assertThat(writer.write("us-china", true, reports::add))
                .isEqualTo(new NotWritten(FILE + " was changed by a person. Remove or rename the file first."));
        assertThat(folder.resolve(FILE)).hasContent("changed");
    }

    @Test
    void leavesAFileAloneThatAPersonWroteMeanwhile() {
        Path file = folder.resolve(FILE);
        server.at("/harbour", exchange -> {
            Files.createDirectory(file.getParent());
            Files.writeString(file, "mine");
            exchange.sendResponseHeaders(404, -1);
        });
        assertThat(writer.write("us-china", false, reports::add)).isInstanceOf(NotWritten.class);
        assertThat(file).hasContent("mine");
    }

    @Test
    void leavesADayAloneThatHasADigestFromElsewhere() {
        stored("mine.md");
        writer.writeDue();
        assertThat(writer.write("us-china", true, reports::add))
                .isEqualTo(new NotWritten("The digest of 2026-02-10 exists already, in mine.md."));
        LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        assertThat(database.database()
                        .<Optional<String>>read(tx -> new WritingStore().digestPath(tx, "US-China", day, "en")))
                .as("the library has topics in lower case")
                .contains("mine.md");
        assertThat(folder).isEmptyDirectory();
        assertThat(reports).isEmpty();
    }

    private void stored(String path) {
        database.database().writeWithoutResult(tx -> {
            tx.execute("INSERT INTO topic (id, name) VALUES ('us-china', 'T')");
            tx.execute("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, reviewed_at)
                VALUES ('us-china', '2026-02-10', 'en', '', ?, 'draft', 1, 'T', 0, 1)\
                """, path);
        });
    }

    @Test
    void aTrialWritesNothing() {
        Written result = written(writer.tryOut("us-china", reports::add));
        assertThat(result.files().get(FILE)).contains("Washington raises tariffs");
        assertThat(result.origins())
                .containsSequence(
                        "us: Washington raises tariffs on steel imports",
                        "    [1] Pacific Gazette: Washington raises tariffs on steel imports");
        assertThat(folder).isEmptyDirectory();
        writer.writeDue();
        assertThat(folder.resolve(FILE)).exists();
    }

    @Test
    void writesOnceADayWhenItIsTime() throws IOException {
        at(NOW.minusSeconds(60));
        writer.writeDue();
        assertThat(folder).isEmptyDirectory();
        at(NOW);
        writer.writeDue();
        String first = Files.readString(folder.resolve(FILE));
        server.feed("/gazette", "Pacific Gazette", item("Something else from Washington", 11, 0));
        at(NOW.plus(Duration.ofHours(2)));
        writer.writeDue();
        assertThat(folder.resolve(FILE)).hasContent(first);
    }

    @Test
    void holdsTheFirstSevenDigests() {
        for (int day = 0; day < 8; day++) {
            at(NOW.plus(Duration.ofDays(day)));
            server.feed("/gazette", "Gazette", item("News from Washington today " + day, 20 + day, -24 * day));
            assertThat(digestAfter(write()).wantsReview()).as("day " + day).isEqualTo(day < 7);
        }
        configure(WITH_MODEL);
        stored(FILE);
        IntStream.range(0, 8).forEach(day -> released(day, "headlines"));
        for (int day = 8; day < 16; day++) {
            at(NOW.plus(Duration.ofDays(day)));
            server.feed("/gazette", "Gazette", item("News from Washington today " + day, 20 + day, -24 * day));
            assertThat(digestAfter(write()).wantsReview())
                    .as("a person has released %d digests of a model", day - 8)
                    .isEqualTo(day < 15);
            released(day, "small-model");
        }
    }

    private void released(int day, String maker) {
        String date = "2026-02-" + (10 + day);
        String text = "---\ntitle: T\ntopic: us-china\ndate: %s\nedition: %s\nmadeBy: %s\n---\n- A point.\n"
                .formatted(date, maker, maker);
        var content = new FileContent(text.getBytes(StandardCharsets.UTF_8));
        Digest digest = ((ParseResult.Parsed) new DigestParser().parse(content.bytes())).digest();
        var store = new DigestStore();
        database.database().writeWithoutResult(tx -> {
            long number =
                    store.insert(tx, digest, FILE.replace("2026-02-10", date), DigestStore.DigestState.PUBLISHED, NOW);
            store.addRevision(tx, number, 1, content, digest.perspectives(), Optional.empty(), NOW);
            tx.execute("UPDATE digest SET reviewed_at = 1 WHERE number = ?", number);
        });
    }

    @Test
    void withoutAnyArticleThereIsNoDigestAndAnAlarmThatEndsWithTheNext() {
        Stream.of("/gazette", "/harbour", "/coastal").forEach(feed -> server.at(feed, FeedServer.status(503)));
        writer.writeDue();
        assertThat(folder).isEmptyDirectory();
        assertThat(problems()).containsExactly("No feed could be read.");
        server.feed("/gazette", "Gazette");
        server.feed("/coastal", "Coastal Times", item("Beijing answers tariffs on steel imports", 4, 1));
        at(NOW.plus(Duration.ofMinutes(29)));
        writer.writeDue();
        assertThat(folder).as("not tried every minute").isEmptyDirectory();
        at(NOW.plus(Duration.ofMinutes(30)));
        writer.writeDue();
        assertThat(folder.resolve(FILE)).exists();
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return database.database().read(tx -> new WritingStore().problems(tx, clock.instant())).stream()
                .map(WritingStore.WritingProblem::problem)
                .toList();
    }

    @Test
    void writesWhatAModelSaysOfItsSources() throws IOException {
        configure(WITH_MODEL);
        server.model(TopicWriterTest::answer);
        Written result = write();
        assertThat(result.problems()).isEmpty();
        assertThat(result.tokens()).isEqualTo(3_000);
        assertThat(result.dropped())
                .singleElement()
                .asString()
                .startsWith("“More on the shipyard is at https://evil.example/x”: ");
        assertThat(made("2026-02-09"))
                .containsExactly(
                        "summarised by small-model",
                        "from 3 feeds",
                        "an editor can review the first seven digests before they are published",
                        "checks refused 1 point");
        assertThat(dropped()).isEqualTo(result.dropped());
        assertThat(made("2026-02-10")).endsWith("checks refused 0 points");
        assertThat(result.figures())
                .isEqualTo("small-model with prompt-1: points kept: 5, dropped: 1; articles cited: 4 of 6; pairs: 1.");
        Golden.assertGolden("writing/summaries.md", Files.readString(folder.resolve(FILE)));
        assertThat(digest(FILE).madeBy()).contains("small-model");
        List<FeedServer.Asked> asked = server.asked("/v1/chat/completions");
        assertThat(asked)
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer secret")));
        assertThat(asked.getFirst().body())
                .contains("shipyard", "\\\"story\\\":1")
                .doesNotContain("Hunan", "https://");
    }

    @Test
    void aModelIsToldWhoSaidWhatAndWhenAndWhatReadersKnow() {
        configure(WITH_MODEL);
        List<String> data = new ArrayList<>();
        server.model(request -> {
            data.add(request.at("/messages/1/content").asText());
            return answer(request);
        });
        write();
        assertThat(data.getFirst())
                .startsWith(
                        "{\"articles\":[{\"date\":\"2026-02-10\",\"description\":\"More about number 1\",\"number\":1,"
                                + "\"outlet\":\"Pacific Gazette\",\"story\":1,\"title\":\"Washington raises")
                .endsWith("\"yesterday\":[]}");
        theNextDay();
        data.clear();
        write();
        assertThat(data.getFirst())
                .contains("\"yesterday\":[\"Both sides quarrel over tariffs on steel.\",\"Washington raises")
                .doesNotContain("Coastal");
    }

    private List<String> dropped() {
        return database.database().read(tx -> new WritingStore().dropped(tx, "us-china"));
    }

    @Test
    void countsAllPointsThatItDroppedAndKeepsSome() {
        List<String> points =
                IntStream.range(0, 30).mapToObj(i -> "“" + i + "”").toList();
        database.database().writeWithoutResult(tx -> {
            var store = new WritingStore();
            long run = store.begin(tx, "us-china", Optional.of(LocalDate.EPOCH.plusDays(1)), NOW);
            store.setDropped(tx, run, points);
            assertThat(store.refused(tx, "us-china", LocalDate.EPOCH)).isEqualTo(30);
        });
        assertThat(dropped()).isEqualTo(points.subList(0, 20));
    }

    private List<String> made(String after) {
        LocalDate day = LocalDate.parse(after);
        return database.database().read(tx -> making.facts(tx, "US-China", day, Texts.of("en")));
    }

    /// Of two sides, two points each, and of the highlights one with marks.
    private static String answer(JsonNode request) {
        String task = request.at("/messages/0/content").asText();
        if (task.contains("media of “United States”")) {
            return """
                {"points": [{"text": "Washington **raises** tariffs on steel. [1]", "sources": [1]},
                            {"text": "Senators visited a shipyard.", "sources": [3]},
                            {"text": "More on the shipyard is at https://evil.example/x", "sources": [3]}]}\
                """;
        } else if (task.contains("media of “China”")) {
            return """
                ```json
                {"points": [{"text": "Beijing answers the tariffs on steel.", "sources": [4]},
                            {"text": "Shanghai opens its port.", "sources": [5]}]}
                ```\
                """;
        } else if (task.startsWith("Translate")) {
            return """
                {"texts": ["USA gegen China", "Vereinigte Staaten", "China", "Beide streiten über die Zölle auf Stahl.",
                           "Washington erhöht die Zölle auf Stahl.", "Zölle auf Stahl", "Senatoren besuchten die Werft.",
                           "Peking antwortet auf die Zölle.", "Schanghai öffnet den Hafen."]}\
                """;
        }
        return """
            {"highlights": [{"text": "Both sides quarrel over tariffs on steel.", "sources": [1, 4]}],
             "pairs": [{"heading": "Tariffs on \\"steel\\"", "sources": [1, 4]}], "only": [5, 6]}\
            """;
    }

    @Test
    void translatesIntoFurtherLanguages() {
        configure(WITH_MODEL + "languages: [en, de]\n");
        server.model(request -> answer(request).replaceAll("n?\\.\"(?!, \"sources)", " 50.\""));
        assertThat(written(writer.tryOut("us-china", reports::add)).files())
                .as("with numbers that are not in the texts")
                .hasSize(1);
        server.model(request -> answer(request).replace("die Zölle.", "50 Zölle."));
        assertThat(written(writer.tryOut("us-china", reports::add)).files().get("written/us-china-2026-02-10-de.md"))
                .as("but for a text")
                .contains("Beijing answers the tariffs on steel.", "Schanghai öffnet den Hafen.");
        server.model(request -> request.at("/messages/1/content").asText().startsWith("{\"texts\":[\"Beijing")
                ? "{\"texts\": [\"Peking antwortet auf Abgaben.\"]}"
                : answer(request).replace("die Zölle.", "50 Zölle."));
        assertThat(written(writer.tryOut("us-china", reports::add)).files().get("written/us-china-2026-02-10-de.md"))
                .as("which is asked for once more")
                .contains("Peking antwortet auf Abgaben.");
        server.model(TopicWriterTest::answer);
        assertThat(write().files()).hasSize(2);
        Digest german = digest("written/us-china-2026-02-10-de.md");
        assertThat(german.title()).isEqualTo("USA gegen China, Dienstag, 10. Februar 2026");
        assertThat(german.key().language()).isEqualTo("de");
        assertThat(german.sources()).isEqualTo(digest(FILE).sources());
    }

    @Test
    void headingsOfPairsAreText() throws IOException {
        configure(WITH_MODEL);
        server.model(request -> answer(request)
                .replace(
                        "Tariffs on \\\"steel\\\"",
                        "[Tariffs](https&amp;colon;//evil&amp;period;example) {only} on steel"));
        write();
        digest(FILE);
        assertThat(Files.readString(folder.resolve(FILE)))
                .contains("{pair: pair-1 \"Tariffs(httpscolon;//evilperiod;example) only on steel\"}");
    }

    @Test
    void failingEndpointsLeaveHeadlinesAndAnAlarm() throws IOException {
        configure(WITH_MODEL);
        server.at("/v1/chat/completions", FeedServer.status(401));
        writer.writeDue();
        assertThat(digest(FILE).madeBy()).contains("headlines");
        assertThat(problems()).containsExactly("The digest has headlines only: the endpoint answers with status 401.");
        assertThat(server.asked("/v1/chat/completions")).as("no retry").hasSize(1);
        server.model(TopicWriterTest::answer);
        Files.delete(folder.resolve(FILE));
        write();
        assertThat(problems()).isEmpty();
    }

    /// Writes headlines, which the intake holds.
    private String heldHeadlines() throws IOException {
        configure(WITH_MODEL + "review: never\n");
        server.at("/v1/chat/completions", FeedServer.status(401));
        writer.writeDue();
        assertThat(digest(FILE).publishAt()).contains(NOW.plus(Duration.ofHours(3)));
        stored(FILE);
        database.database().writeWithoutResult(tx -> tx.execute("UPDATE digest SET held_until = 1"));
        return Files.readString(folder.resolve(FILE));
    }

    @Test
    void aFailedSummaryIsTriedAgainEveryHalfHourForThreeHours() throws IOException {
        String headlines = heldHeadlines();
        for (int minutes = 0; minutes < 300; minutes += 10) {
            at(NOW.plus(Duration.ofMinutes(minutes)));
            writer.writeDue();
        }
        assertThat(server.asked("/v1/chat/completions")).hasSize(1 + 5);
        assertThat(folder.resolve(FILE)).hasContent(headlines);
        assertThat(problems()).containsExactly("The digest has headlines only: the endpoint answers with status 401.");
    }

    @Test
    void aSummaryThatComesLateReplacesHeadlinesThatNobodyReleasedOrChanged() throws IOException {
        String headlines = heldHeadlines();
        server.model(TopicWriterTest::answer);
        at(NOW.plus(Duration.ofMinutes(30)));
        database.database().writeWithoutResult(tx -> tx.execute("UPDATE digest SET held_until = NULL"));
        writer.writeDue();
        database.database().writeWithoutResult(tx -> tx.execute("UPDATE digest SET held_until = 1"));
        Files.writeString(folder.resolve(FILE), headlines + "More.");
        writer.writeDue();
        assertThat(server.asked("/v1/chat/completions")).hasSize(1);
        Files.writeString(folder.resolve(FILE), headlines);
        writer.writeDue();
        assertThat(digest(FILE).madeBy()).contains("small-model");
        assertThat(digest(FILE).publishAt()).isEmpty();
        assertThat(problems()).isEmpty();
        at(NOW.plus(Duration.ofHours(2)));
        writer.writeDue();
        assertThat(server.asked("/v1/chat/completions")).hasSize(1 + 3);
    }

    @Test
    void aRunThatEndedTheProcessIsNotRepeatedAndItsTokensCount() throws IOException {
        configure(WITH_MODEL);
        var store = new WritingStore();
        database.database().writeWithoutResult(tx -> {
            long run = store.begin(tx, "us-china", Optional.of(LocalDate.parse("2026-02-10")), NOW);
            store.setTokens(tx, run, 500);
        });
        at(NOW.plus(Duration.ofMinutes(31)));
        writer.writeDue();
        assertThat(folder.resolve(FILE)).doesNotExist();
        assertThat(problems()).singleElement().asString().startsWith("The bot ended while it wrote the digest");
        server.model(TopicWriterTest::answer);
        write();
        assertThat(problems()).isEmpty();
        long used = database.database().read(tx -> store.tokensToday(tx, "us-china", settings, clock.instant()));
        assertThat(used).isEqualTo(3_500);
    }

    @Test
    void tokensOfADayAreLimited() {
        configure(WITH_MODEL.replace("key: secret", "tokens-per-day: 11000"));
        server.model(TopicWriterTest::answer);
        assertThat(written(writer.tryOut("us-china", reports::add)).problems()).isEmpty();
        server.model(TopicWriterTest::answer);
        writer.tryOut("us-china", reports::add);
        at(NOW.plus(Duration.ofHours(1)));
        assertThat(write().problems())
                .singleElement()
                .asString()
                .startsWith("The digest has headlines only: the endpoint may use no more tokens");
    }
}
