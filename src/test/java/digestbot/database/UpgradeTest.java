package digestbot.database;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.chat.ConversationFixture;
import digestbot.content.action.ReadAction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.trial.TrialStore;
import digestbot.webhook.WebhookStore;
import digestbot.writing.WritingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Opens the databases of earlier releases. Each is kept as the rows of its tables; the first ones name the
/// migrations that made the tables, with checksums. `-Dupgrade.write=VERSION` writes that of this version.
@Tag("database")
class UpgradeTest {

    private static final Path KEPT = Path.of("src/test/resources/upgrade");
    private static final String ENGINE = TestDatabase.isPostgres() ? "postgresql" : "sqlite";
    private static final String HISTORY = "flyway_schema_history";

    /// Tables of the system, the indexes of words, and what triggers count.
    private static final Pattern OTHER_TABLES =
            Pattern.compile("sqlite_.*|(digest|perspective)_words.*|library_version");

    private static final Pattern END = Pattern.compile(";\n(?=INSERT INTO |$)");
    private static final Pattern INSERT = Pattern.compile("INSERT INTO (\\w+) \\((.*?)\\) VALUES ");
    private static final Pattern MIGRATION = Pattern.compile("'V(\\d+(?:_\\d+)*)__");

    @TempDir
    Path folder;

    static List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.filter(file -> file.toString().endsWith("." + ENGINE + ".sql"))
                    .toList();
        }
    }

    @BeforeAll
    static void write(@TempDir Path base) throws IOException, SQLException {
        String version = System.getProperty("upgrade.write", "");
        if (!version.isEmpty()) {
            ConversationFixture.ofTwoTopics(base).close();
            try (Connection connection = source(base).getConnection()) {
                execute(connection, statements(Files.readString(KEPT.resolve("rows.sql"))));
                execute(
                        connection,
                        List.of(
                                "UPDATE %s SET installed_by = '', installed_on = '2026-01-01 00:00:00', execution_time = 0"
                                        .formatted(HISTORY)));
            }
            try (Database database = Database.open(location(base))) {
                List<String> tables = database.read(UpgradeTest::tables);
                List<String> rows = database.read(tx -> tables.stream()
                        .flatMap(table -> rows(tx, table, String.join(", ", SchemaTables.columns(tx, table))).stream())
                        .toList());
                assertThat(rows.stream().map(UpgradeTest::table))
                        .as("a row of each table; rows.sql has those that no digest makes")
                        .containsAll(tables);
                Files.writeString(
                        KEPT.resolve("%s.%s.sql".formatted(version, ENGINE)),
                        rows.stream().collect(Collectors.joining(";\n", "", ";\n")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void nothingIsLostAndTheBotGoesOn(Path kept) throws Exception {
        List<String> rows = statements(Files.readString(kept));
        restore(rows);
        // Opening fails if a migration that made the tables has another checksum now.
        try (ConversationFixture conversation = new ConversationFixture(folder)) {
            Map<String, String> columns = rows.stream()
                    .map(UpgradeTest::insert)
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (first, _) -> first));
            assertThat(conversation.database.<List<String>>read(tx -> columns.entrySet().stream()
                            .flatMap(table -> rows(tx, table.getKey(), table.getValue()).stream())
                            .toList()))
                    .containsAll(rows);
            conversation.database.writeWithoutResult(tx -> assertRead(tx, conversation));
            assertThat(told(conversation.privately(new ReadAction.ShowToday())))
                    .contains("What trade is about on 2026-02-06");
        }
    }

    private static void assertRead(Transaction tx, ConversationFixture conversation) {
        var quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));
        var preferences = new Preferences(
                "de",
                ZoneId.of("Europe/Berlin"),
                Optional.of(quiet),
                new DeliverySchedule.At(LocalTime.of(7, 30), Set.of(DayOfWeek.SUNDAY)),
                false,
                false);
        assertThat(new SubscriberStore()
                        .find(tx, PRIVATE.chat().platform(), PRIVATE.chat().id()))
                .contains(new Subscriber(1, PRIVATE.chat(), preferences, Optional.empty()));
        assertThat(new SubscriberStore()
                        .find(tx, Platform.DISCORD, 4077)
                        .orElseThrow()
                        .isStopped())
                .isTrue();
        assertThat(conversation.subscriptions.of(tx, 1)).hasSize(2);
        assertThat(TrialStore.states(tx, DeliveryCause.DIGEST))
                .isEqualTo(Map.of(
                        DeliveryState.SENT, 1L,
                        DeliveryState.FAILED, 1L,
                        DeliveryState.QUEUED, 1L,
                        DeliveryState.PAUSED, 1L,
                        DeliveryState.CANCELLED, 1L));
        assertThat(conversation.broadcasts.newest(tx, Long.MAX_VALUE, 10))
                .map(Broadcast::state)
                .containsExactly(BroadcastState.SCHEDULED, BroadcastState.PAUSED);
        assertThat(AuditStore.page(tx, 10, 0)).map(AuditEntry::action).containsExactly(AuditAction.BROADCAST_PAUSED);
        assertThat(new WebhookStore().all(tx)).hasSize(1);
        assertThat(new WritingStore().problems(tx, conversation.now())).hasSize(1);
        assertThat(tx.numbers("INSERT INTO topic (id, name) VALUES ('new', 'New') RETURNING number"))
                .as("a number that no row had")
                .containsExactly(3L);
    }

    /// Makes the tables by the migrations that made them then, and puts the rows into them.
    private void restore(List<String> rows) throws SQLException {
        if (TestDatabase.isPostgres()) {
            TestDatabase.emptyOnPostgres(folder.resolve("d.sqlite"));
        }
        DataSource source = source(folder);
        String last = rows.stream()
                .filter(row -> table(row).equals(HISTORY))
                .flatMap(row -> MIGRATION.matcher(row).results())
                .reduce((_, next) -> next)
                .orElseThrow()
                .group(1);
        Flyway.configure(UpgradeTest.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/" + ENGINE)
                .target(last.replace('_', '.'))
                .load()
                .migrate();
        try (Connection connection = source.getConnection()) {
            Stream<String> begun = Stream.of("erasure", HISTORY).map("DELETE FROM %s"::formatted);
            execute(connection, Stream.concat(begun, rows.stream()).toList());
        }
        try (Database database = Database.open(location(folder))) {
            database.writeWithoutResult(tx -> tables(tx).stream()
                    .filter(table -> SchemaTables.primaryKey(tx, table).equals(List.of("number")))
                    .forEach(table -> RowNumbers.goOnAfterInserted(tx, table)));
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static DatabaseLocation location(Path base) {
        return TestDatabase.location(base.resolve("d.sqlite"));
    }

    private static DataSource source(Path base) {
        return TestDatabase.isPostgres()
                ? PostgresServer.source(TestDatabase.onPostgres(base.resolve("d.sqlite")))
                : ConnectionSetup.writing(base.resolve("d.sqlite"));
    }

    private static List<String> statements(String script) {
        return END.splitAsStream(script).toList();
    }

    private static Matcher insert(String statement) {
        Matcher insert = INSERT.matcher(statement);
        assertThat(insert.lookingAt()).as(statement).isTrue();
        return insert;
    }

    private static String table(String statement) {
        return insert(statement).group(1);
    }

    /// In the order in which they refer to each other.
    private static List<String> tables(Transaction transaction) {
        return SchemaTables.names(transaction).stream()
                .filter(table -> !OTHER_TABLES.matcher(table).matches())
                .toList();
    }

    /// As statements that insert them.
    private static List<String> rows(Transaction transaction, String table, String columns) {
        String key = String.join(", ", SchemaTables.primaryKey(transaction, table));
        return transaction
                .select("SELECT %s FROM %s ORDER BY %s".formatted(columns, table, key.isEmpty() ? "1" : key))
                .map((row, _) -> "INSERT INTO %s (%s) VALUES (%s)".formatted(table, columns, values(row)))
                .list();
    }

    private static String values(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(
                    switch (row.getObject(i)) {
                        case null -> "NULL";
                        case Number number -> number.toString();
                        case Boolean truth -> truth.toString();
                        case byte[] bytes ->
                            (TestDatabase.isPostgres() ? "'\\x" : "X'")
                                    + HexFormat.of().formatHex(bytes) + "'";
                        default -> "'" + row.getString(i).replace("'", "''") + "'";
                    });
        }
        return String.join(", ", values);
    }
}
