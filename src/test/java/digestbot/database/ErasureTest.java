package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {

    private static final String MARK = "zzremains";

    @TempDir
    Path folder;

    private Path file;
    private Database database;
    private Erasure erasure;
    private Instant now = Instant.parse("2026-02-06T12:00:00Z");

    @BeforeEach
    void open() {
        file = folder.resolve("d.sqlite");
        database = TestDatabase.open(file);
        database.writeWithoutResult(tx -> tx.execute("CREATE TABLE note (words TEXT NOT NULL)"));
        erasure = new Erasure(database, new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsDeletedIsInNoFileOnceTheLogIsEmptied() throws Exception {
        for (int i = 0; i < 200; i++) {
            String words = (MARK + " " + i + " ").repeat(1 + i * 5);
            database.writeWithoutResult(tx -> tx.execute("INSERT INTO note VALUES (?)", words));
        }
        database.writeWithoutResult(tx -> {
            tx.execute("DELETE FROM note");
            Erasure.recordDeletion(tx, now);
        });
        assertThat(remains()).isTrue();
        erasure.eraseIfDue();
        assertThat(remains()).isFalse();
    }

    @Test
    void copiesThatWereLeftInTheFileAreGoneAfterANightBeforeWhichSomethingWasForgotten() throws Exception {
        leaveCopies();
        now = now.plus(Duration.ofDays(1));
        erasure.eraseIfDue();
        assertThat(remains()).isTrue();
        database.writeWithoutResult(tx -> Erasure.recordDeletion(tx, now));
        erasure.eraseIfDue();
        assertThat(remains()).isTrue();
        now = now.plus(Duration.ofDays(1));
        erasure.eraseIfDue();
        assertThat(remains()).isFalse();
    }

    @Test
    void whatWasForgottenBeforeARestartIsRemovedAfterIt() throws Exception {
        leaveCopies();
        database.writeWithoutResult(tx -> Erasure.recordDeletion(tx, now));
        now = now.plus(Duration.ofDays(1));
        var restarted = new Erasure(database, new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC), () -> now);
        restarted.eraseIfDue();
        assertThat(remains()).as("it has better things to do at first").isTrue();
        now = now.plus(Duration.ofMinutes(11));
        restarted.eraseIfDue();
        assertThat(remains()).isFalse();
    }

    private void leaveCopies() throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = other.createStatement()) {
            statement.execute("PRAGMA secure_delete = OFF");
            statement.execute("INSERT INTO note VALUES ('" + MARK.repeat(2_000) + "')");
            statement.execute("DELETE FROM note");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private boolean remains() throws IOException {
        Path log = Path.of(file + "-wal");
        return Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK)
                || (Files.exists(log)
                        && Files.readString(log, StandardCharsets.ISO_8859_1).contains(MARK));
    }
}
