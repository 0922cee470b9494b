package digestbot.database;

import digestbot.database.IntegrityCheck.SchemaState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// Schema migrations, which are scripts on the class path. The table `migration` names those that
/// have run. The major number of a migration is that of the release that brought it, so `V6` and
/// `V6_1` belong together. A release only adds to the tables what the one before it does not need,
/// so that nodes of both can share a database during an update.
final class Migrations {

    /// In their order.
    static final List<String> FILES = List.of(
            "V1__topics_and_digests.sql",
            "V2__audience.sql",
            "V3__deliveries.sql",
            "V4__broadcasts.sql",
            "V5__operations.sql");

    private static final String HISTORY = "migration";

    private final Jdbi jdbi;
    private final boolean shared;
    private final List<String> paths;

    /// The paths are those of the scripts below `db`.
    Migrations(DataSource source, boolean shared, List<String> paths) {
        jdbi = ConnectionSetup.create(source);
        this.shared = shared;
        this.paths = List.copyOf(paths);
    }

    static Migrations ofSqlite(SQLiteDataSource source) {
        return new Migrations(
                source, false, FILES.stream().map("sqlite/"::concat).toList());
    }

    static Migrations ofPostgres(PGSimpleDataSource source) {
        return ofPostgres(source, List.of());
    }

    /// Further ones are only for tests, which make the tables of later versions.
    static Migrations ofPostgres(PGSimpleDataSource source, List<String> further) {
        Stream<String> own = FILES.stream().map("postgresql/"::concat);
        return new Migrations(source, true, Stream.concat(own, further.stream()).toList());
    }

    SchemaState schema() {
        Map<String, Long> applied = jdbi.withHandle(Migrations::applied);
        Map<String, Long> known = new LinkedHashMap<>();
        paths.forEach(path -> known.put(file(path), checksum(path)));
        if (!known.keySet().containsAll(applied.keySet())) {
            int releasesAhead = release(applied.keySet()) - release(known.keySet());
            return shared && releasesAhead <= 1 ? SchemaState.NEXT : SchemaState.NEWER;
        }
        applied.forEach((file, checksum) -> {
            if (!checksum.equals(known.get(file))) {
                throw new IllegalStateException(
                        "the script %s, which made tables, was another one: the checksums differ".formatted(file));
            }
        });
        return applied.size() < known.size() ? SchemaState.OLDER : SchemaState.CURRENT;
    }

    /// By file, with checksums; empty if there are no tables.
    private static Map<String, Long> applied(Handle handle) {
        Map<String, Long> applied = new HashMap<>();
        boolean any = handle.queryMetadata(
                        data -> data.getTables(null, data.getConnection().getSchema(), HISTORY, null))
                .mapToMap()
                .findFirst()
                .isPresent();
        if (any) {
            handle.createQuery("SELECT file, checksum FROM " + HISTORY)
                    .map((row, _) -> applied.put(row.getString("file"), row.getLong("checksum")))
                    .list();
        }
        return applied;
    }

    private static int release(Collection<String> files) {
        return files.stream()
                .mapToInt(file -> Integer.parseInt(file.replaceFirst("V(\\d+).*", "$1")))
                .max()
                .orElse(0);
    }

    /// Runs those that have not run, all or none. The consumer receives the version to which
    /// existing tables are about to be migrated.
    void run(Consumer<String> before) {
        if (schema() != SchemaState.OLDER) {
            return;
        }
        if (!jdbi.withHandle(Migrations::applied).isEmpty()) {
            before.accept(file(paths.getLast()).replaceFirst("V(.*)__.*", "$1").replace('_', '.'));
        }
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "CREATE TABLE IF NOT EXISTS " + HISTORY + " (file TEXT PRIMARY KEY, checksum BIGINT NOT NULL)");
            Map<String, Long> applied = applied(handle);
            for (String path : paths) {
                if (!applied.containsKey(file(path))) {
                    run(handle, path);
                }
            }
        });
    }

    /// The drivers run all statements of a script if it is not prepared.
    private static void run(Handle handle, String path) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.executeUpdate(script(path));
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(path + ": " + e.getMessage(), e, null);
        }
        handle.execute("INSERT INTO " + HISTORY + " (file, checksum) VALUES (?, ?)", file(path), checksum(path));
    }

    private static String file(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static String script(String path) {
        try (InputStream in = Objects.requireNonNull(Migrations.class.getResourceAsStream("/db/" + path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migration " + path, e);
        }
    }

    /// Of the lines, whatever separates them.
    private static long checksum(String path) {
        var checksum = new CRC32();
        script(path).lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        return checksum.getValue();
    }
}
