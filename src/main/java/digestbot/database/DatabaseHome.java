package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The place where bots use a database: a file of a machine, or a database of a server. A copy,
/// such as a restored dump, knows the place of the original. No bot starts on a copy before an
/// operator adopts it, because the bot of the original may be running: both would send everything.
public final class DatabaseHome {

    private static final Path MACHINE = Path.of("/etc/machine-id");

    private DatabaseHome() {}

    /// Checks that the database is in its usual place. A new database adopts the current place.
    ///
    /// @throws CopiedDatabaseException if the database is a copy
    public static void require(Database database, DatabaseLocation location) {
        Optional<String> original = database.write(transaction -> {
            String here = place(transaction, location);
            Optional<String> known = known(transaction);
            if (known.isEmpty()) {
                store(transaction, here);
            }
            return known.filter(place -> !place.equals(here));
        });
        original.ifPresent(place -> {
            throw new CopiedDatabaseException("""
                    The database %s is a copy of %s. If a bot still runs there, both would send everything.
                    Stop that one for good, then run “digestbot database adopt” here and start again.""".formatted(location, place));
        });
    }

    /// The message is meant for users.
    public static final class CopiedDatabaseException extends IllegalStateException {
        @Serial
        private static final long serialVersionUID = 1L;

        private CopiedDatabaseException(String message) {
            super(message);
        }
    }

    public static void adopt(Database database, DatabaseLocation location) {
        database.writeWithoutResult(transaction -> {
            transaction.execute("DELETE FROM home");
            store(transaction, place(transaction, location));
        });
    }

    private static Optional<String> known(Transaction transaction) {
        return transaction.strings("SELECT place FROM home").stream().findFirst();
    }

    private static void store(Transaction transaction, String place) {
        transaction.execute("INSERT INTO home (place) VALUES (?)", place);
    }

    private static String place(Transaction transaction, DatabaseLocation location) {
        return switch (location) {
            case SqliteLocation(Path file) -> place(file);
            case PostgresLocation server -> "database %s of server %s".formatted(server.name(), server(transaction));
        };
    }

    private static String place(Path file) {
        try {
            String machine = Files.isRegularFile(MACHINE) && Files.isReadable(MACHINE)
                    ? Files.readString(MACHINE).strip()
                    : "";
            return "%s on machine %s".formatted(file.toRealPath(), machine.isEmpty() ? "unknown" : machine);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell where " + file + " is", e);
        }
    }

    /// The identifier that the server got when it was set up. Its standbys share it.
    private static String server(Transaction transaction) {
        boolean allowed = transaction.isTrue("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')");
        return allowed
                ? transaction
                        .findString("SELECT CAST(system_identifier AS TEXT) FROM pg_control_system()")
                        .orElseThrow()
                : "unknown";
    }
}
