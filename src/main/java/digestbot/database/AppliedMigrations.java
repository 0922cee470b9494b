package digestbot.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/// The migrations that a database has had, read without Flyway.
///
/// At nearly every start, they are exactly those of this program, so there is nothing to do. Flyway and the JSON
/// library that only it needs are a thousand classes, which then need no memory.
final class AppliedMigrations {

    /// The files in both folders, in their order.
    static final List<String> FILES = List.of(
            "V1__topics_and_digests.sql",
            "V2__audience.sql",
            "V3__deliveries.sql",
            "V4__broadcasts.sql",
            "V5__operations.sql");

    /// A schema that Flyway has created is a row, too.
    private static final String HISTORY = """
            SELECT script, checksum, success FROM flyway_schema_history WHERE type <> 'SCHEMA' ORDER BY installed_rank
            """;

    private record Applied(String file, int checksum, boolean successful) {}

    private AppliedMigrations() {}

    /// Tells whether the database has had the migrations of this program, unchanged, and no other.
    ///
    /// @param folder the folder in `db` with the migrations
    /// @return false also if that cannot be found out; Flyway then says why
    static boolean areCurrent(DataSource source, String folder) {
        List<Applied> applied = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HISTORY)) {
            while (rows.next()) {
                applied.add(new Applied(rows.getString("script"), rows.getInt("checksum"), rows.getBoolean("success")));
            }
        } catch (SQLException e) {
            return false; // such as a database without tables
        }
        return applied.equals(FILES.stream()
                .map(file -> new Applied(file, checksum("/db/" + folder + "/" + file), true))
                .toList());
    }

    /// The checksum of a file as Flyway calculates it: of its lines, whatever separates them.
    private static int checksum(String path) {
        try (InputStream in = Objects.requireNonNull(AppliedMigrations.class.getResourceAsStream(path), path);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var checksum = new CRC32();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return (int) checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migration " + path, e);
        }
    }
}
