package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of both database systems are the same, but for the index of words.
@Tag("full")
class SchemaTwinTest {

    private static final Set<String> WORDS = Set.of("digest_words", "perspective_words");

    @TempDir
    Path folder;

    /// A column of a table.
    private record Column(String name, boolean nullable) {}

    private static Map<String, List<Column>> sqliteTables(Handle handle) {
        var tables = new TreeMap<String, List<Column>>();
        handle.createQuery("""
                        SELECT name FROM sqlite_master
                        WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'flyway%'
                          AND name NOT LIKE '%_words%'
                        """)
                .mapTo(String.class)
                .forEach(table -> tables.put(
                        table,
                        handle.createQuery("""
                                        SELECT name, "notnull" = 0 AND pk = 0 AS nullable
                                        FROM pragma_table_info(:table) ORDER BY cid
                                        """)
                                .bind("table", table)
                                .map((row, _) -> new Column(row.getString("name"), row.getBoolean("nullable")))
                                .list()));
        return tables;
    }

    private static Map<String, List<Column>> postgresTables(Handle handle) {
        var tables = new TreeMap<String, List<Column>>();
        handle.createQuery("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'
                        """)
                .mapTo(String.class)
                .filter(table -> !WORDS.contains(table))
                .forEach(table -> tables.put(
                        table,
                        handle.createQuery("""
                                        SELECT column_name, is_nullable = 'YES' AS nullable
                                        FROM information_schema.columns
                                        WHERE table_schema = 'public' AND table_name = :table ORDER BY ordinal_position
                                        """)
                                .bind("table", table)
                                .map((row, _) -> new Column(row.getString("column_name"), row.getBoolean("nullable")))
                                .list()));
        return tables;
    }

    private static Set<String> sqliteIndexes(Handle handle) {
        return handle.createQuery("""
                        SELECT name || CASE WHEN sql LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
                        FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'flyway%'
                        """).mapTo(String.class).set();
    }

    private static Set<String> postgresIndexes(Handle handle) {
        return new TreeSet<>(handle.createQuery("""
                        SELECT indexname || CASE WHEN indexdef LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
                        FROM pg_indexes
                        WHERE schemaname = 'public' AND tablename NOT LIKE '%_words' AND tablename NOT LIKE 'flyway%'
                          AND indexname NOT IN (SELECT conname FROM pg_constraint)
                        """).mapTo(String.class).set());
    }

    @Test
    void tablesColumnsAndIndexesAreTheSame() {
        TestDatabase.assumePostgres();
        try (Database file = Database.open(folder.resolve("bot.sqlite"));
                Database server = Database.open(TestDatabase.onPostgres(folder))) {
            assertThat(server.<Map<String, List<Column>>>read(tx -> postgresTables(tx.handle())))
                    .isEqualTo(file.read(tx -> sqliteTables(tx.handle())));
            assertThat(server.<Set<String>>read(tx -> postgresIndexes(tx.handle())))
                    .isEqualTo(file.read(tx -> sqliteIndexes(tx.handle())));
        }
    }
}
