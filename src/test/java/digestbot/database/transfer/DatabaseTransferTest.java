package digestbot.database.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.vote.TestVotes;
import digestbot.chat.ConversationFixture;
import digestbot.content.action.SubscribeAction;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.search.FullTextIndexStore;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult.SearchHit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
@Tag("sqlite")
class DatabaseTransferTest {

    private static final long SEED = Long.getLong("transfer.seed", 1);

    private static final int SEARCHED = 60;
    private static final int SEARCHES = 200;

    private static final List<String> WORDS =
            words("tariff tariffs rare earths export exports Zölle Zollamt café naïve U.S. 2026 co-operation don't"
                    + " trade trader mineral quota ban embargo Müller ÅNGSTRÖM e-mail 3.5 semiconductors chip chips");

    private static final List<String> CHINESE = words("稀土 出口 管制 关税 贸易 半导体 芯片 美国 中国 谈判 稀土出口 出口管制 贸易谈判 新能源汽车 人工智能");

    @TempDir
    Path folder;

    private SqliteLocation source;

    /// Includes rows in tables that topics, digests, subscribers and deliveries do not touch.
    @BeforeEach
    void fill() throws IOException {
        TestDatabase.assumePostgres();
        try (ConversationFixture conversation = ConversationFixture.ofTwoTopics(folder)) {
            conversation.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
            conversation.arriveText(
                    "rare.md",
                    digest("Rare earths", "2026-02-06", "New tariffs on minerals", "稀土出口 and tariffs of its own"));
        }
        source = new SqliteLocation(folder.resolve("d.sqlite"));
        try (Database database = Database.open(source)) {
            TestVotes.cast(database, 1, 1, 3, 2, Instant.EPOCH);
            database.writeWithoutResult(tx -> {
                tx.execute("""
                        INSERT INTO word (subscriber, kind, word, stem_en, stem_de, stem_es, typed, created_at)
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
                        SELECT 1, 'follow', 'word ' || i, '', '', '', '', 0 FROM n
                        """);
                tx.execute("INSERT INTO topic_name (id, name) VALUES ('Trade', 'a' || char(0) || 'b')");
                tx.execute(
                        "INSERT INTO topic_name (id, name) VALUES ('Signs', ?)",
                        "tab\t, backslash \\, \\N, lines\r\n\\. ✓");
                // The last numbers of deleted rows must not be used again.
                tx.execute("INSERT INTO topic (id, name) VALUES ('gone', 'Gone')");
                tx.execute("DELETE FROM topic WHERE id = 'gone'");
            });
        }
    }

    private static Map<String, Long> copy(DatabaseLocation from, DatabaseLocation to) {
        Map<String, Long> tables = new LinkedHashMap<>();
        try (ReadOnlyDatabase read = ReadOnlyDatabase.open(from);
                Database written = Database.open(to)) {
            var transfer = new DatabaseTransfer(read, written);
            transfer.copy(tables::put);
            assertThat(new Library(new DigestParser()::parse).rebuildSearchIndex(written))
                    .isPositive();
            transfer.complete();
        }
        return tables;
    }

    private static List<String> hits(DatabaseLocation location, List<SearchQuery> queries) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            return database.read(tx -> queries.stream()
                    .map(query -> query + ": "
                            + new FullTextIndexStore()
                                    .find(tx, query, "", 50, 0).hits().stream()
                                            .map(SearchHit::number)
                                            .toList())
                    .toList());
        }
    }

    @Test
    void anInstallationMovesToAServerAndBack() {
        DatabaseLocation server = TestDatabase.onPostgres(folder.resolve("server"));
        DatabaseLocation back = new SqliteLocation(folder.resolve("back.sqlite"));
        Map<String, Long> there = copy(source, server);
        assertThat(there)
                .containsEntry("word", 12_000L)
                .containsEntry("vote", 5L)
                .containsEntry("vote_count", 1L)
                .containsKeys("topic", "digest", "revision", "subscriber", "subscription", "audit", "erasure")
                .doesNotContainKeys("library_version", "digest_words", "flyway_schema_history");
        assertThat(List.copyOf(there.keySet())).containsSubsequence("topic", "digest", "revision", "warning");
        assertThat(copy(server, back)).isEqualTo(there);
        assertThat(nextTopic(server))
                .as("a number that no deleted row had")
                .isEqualTo(nextTopic(back))
                .isEqualTo(nextTopic(source));
    }

    private static long nextTopic(DatabaseLocation location) {
        try (Database database = Database.open(location)) {
            return database.write(
                    tx -> tx.number("INSERT INTO topic (id, name) VALUES ('new', 'New') RETURNING number"));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    @Test
    void searchesFindTheSameInBothDatabases() throws IOException {
        var random = new Random(SEED);
        try (ConversationFixture conversation = new ConversationFixture(folder.resolve("searched"))) {
            for (int i = 0; i < SEARCHED; i++) {
                String title = any(WORDS, random) + " " + any(CHINESE, random);
                LocalDate day = LocalDate.parse("2026-01-01").plusDays(i);
                conversation.arriveText(
                        i + ".md", digest(title, day, some(WORDS, " ", random), some(CHINESE, "", random)));
            }
        }
        source = new SqliteLocation(folder.resolve("searched/d.sqlite"));
        DatabaseLocation server = TestDatabase.onPostgres(folder.resolve("server"));
        DatabaseLocation back = new SqliteLocation(folder.resolve("back.sqlite"));
        copy(source, server);
        copy(server, back);
        List<SearchQuery> queries = queries(random);
        List<String> expected = hits(source, queries);
        assertThat(hits(server, queries)).as("on the server").containsExactlyElementsOf(expected);
        assertThat(hits(back, queries)).as("back in a file").containsExactlyElementsOf(expected);
        assertThat(expected.stream().filter(found -> !found.endsWith("[]")))
                .as("searches that find something")
                .hasSizeGreaterThan(SEARCHES / 2);
    }

    private static String digest(Object... titleDayAndSides) {
        return """
                ---
                title: "%s"
                date: %s
                topic: rare
                perspectives:
                  - {id: us, name: United States}
                  - {id: china, name: China}
                ---
                ## United States

                - %s

                ## China

                - %s
                """.formatted(titleDayAndSides);
    }

    private static List<SearchQuery> queries(Random random) {
        List<SearchQuery> queries = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            boolean chinese = i % 4 == 0;
            String word = any(chinese ? CHINESE : WORDS, random);
            String words = switch (random.nextInt(chinese ? 3 : 5)) {
                case 0 -> word;
                case 1 -> word + " " + any(chinese ? CHINESE : WORDS, random);
                case 2 -> chinese ? word.substring(0, 1) + any(CHINESE, random) : word.toUpperCase(Locale.ROOT);
                case 3 -> word.substring(0, Math.min(word.length(), 2 + random.nextInt(3)));
                default -> "“" + word + "”, " + any(CHINESE, random) + "!";
            };
            queries.add(new SearchQuery(
                    words,
                    Optional.empty(),
                    random.nextInt(3) == 0 ? Optional.of(random.nextBoolean() ? "china" : "us") : Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return queries;
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static String some(List<String> words, String between, Random random) {
        return IntStream.range(0, 6).mapToObj(_ -> any(words, random)).collect(Collectors.joining(between));
    }

    @Test
    void anInterruptedCopyBeginsAnewAndNoBotUsesTheTargetBefore() {
        DatabaseLocation server = TestDatabase.onPostgres(folder.resolve("server"));
        List<String> before = new ArrayList<>();
        try (ReadOnlyDatabase read = ReadOnlyDatabase.open(source);
                Database written = Database.open(server)) {
            var transfer = new DatabaseTransfer(read, written);
            assertThatThrownBy(() -> transfer.copy((table, _) -> {
                        before.add(table);
                        if (table.equals("word")) {
                            throw new IllegalStateException("interrupted");
                        }
                    }))
                    .hasMessage("interrupted");
            assertThat(DatabaseTransfer.isIncomplete(written)).isTrue();
        }
        assertThat(before).contains("subscriber").endsWith("word");

        assertThat(copy(source, server)).containsEntry("word", 12_000L).hasSizeGreaterThan(before.size());
        try (Database written = Database.open(server)) {
            assertThat(DatabaseTransfer.isIncomplete(written)).isFalse();
        }
    }

    @Test
    void aTargetWithAnInstallationIsLeftAlone() {
        DatabaseLocation server = TestDatabase.onPostgres(folder.resolve("server"));
        try (Database written = Database.open(server)) {
            written.writeWithoutResult(tx -> tx.execute("INSERT INTO topic (id, name) VALUES ('own', 'Own')"));
            try (ReadOnlyDatabase read = ReadOnlyDatabase.open(source)) {
                assertThatThrownBy(() -> new DatabaseTransfer(read, written).copy((_, _) -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("already contains an installation (rows in topic)");
            }
            assertThat(written.<Long>read(tx -> tx.number("SELECT count(*) FROM topic")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aDifferenceIsFoundAtTheEnd() {
        DatabaseLocation server = TestDatabase.onPostgres(folder.resolve("server"));
        try (ReadOnlyDatabase read = ReadOnlyDatabase.open(source);
                Database written = Database.open(server)) {
            assertThatThrownBy(() -> new DatabaseTransfer(read, written).copy((table, _) -> {
                        if (table.equals("topic")) {
                            written.writeWithoutResult(
                                    tx -> tx.execute("INSERT INTO topic (id, name) VALUES ('own', 'Own')"));
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The table topic differs");
        }
    }
}
