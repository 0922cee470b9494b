package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class SchemaTwinTest {

    private static final String SQLITE_COLUMNS = """
            SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 0 AND c.pk = 0 THEN ' nullable' ELSE '' END
            FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'flyway%'
              AND t.name NOT LIKE '%_words%'
            ORDER BY t.name, c.cid
            """;

    private static final String POSTGRES_COLUMNS = """
            SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' nullable' ELSE '' END
            FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%' AND table_name NOT LIKE '%\\_words'
            ORDER BY table_name COLLATE "C", ordinal_position
            """;

    private static final String SQLITE_INDEXES = """
            SELECT name || CASE WHEN sql LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
            FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'flyway%'
            """;

    private static final String POSTGRES_INDEXES = """
            SELECT indexname || CASE WHEN indexdef LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
            FROM pg_indexes
            WHERE schemaname = 'public' AND tablename NOT LIKE '%\\_words' AND tablename NOT LIKE 'flyway%'
              AND indexname NOT IN (SELECT conname FROM pg_constraint)
            """;

    @TempDir
    Path folder;

    private static List<String> rows(Database database, String sql) {
        return database.read(tx -> tx.strings(sql));
    }

    @Test
    void tablesColumnsAndIndexesAreTheSame() {
        TestDatabase.assumePostgres();
        try (Database file = Database.open(folder.resolve("bot.sqlite"));
                Database server = Database.open(TestDatabase.onPostgres(folder))) {
            assertThat(rows(server, POSTGRES_COLUMNS)).as("columns").isEqualTo(rows(file, SQLITE_COLUMNS));
            assertThat(rows(server, POSTGRES_INDEXES))
                    .as("indexes")
                    .containsExactlyInAnyOrderElementsOf(rows(file, SQLITE_INDEXES));
        }
    }
}
