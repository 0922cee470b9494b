package digestbot.cli;

import digestbot.database.DatabaseLocation;
import java.nio.file.Path;
import java.util.Optional;

/// Tells how a PostgreSQL database is backed up and restored: with the tools of its server, which
/// belong to the version of the server.
final class ServerBackup {

    private static final Path DUMP = Path.of("digestbot.dump");

    private ServerBackup() {}

    static String command(DatabaseLocation database, Optional<Path> to) {
        return """
                The database is on a PostgreSQL server, which has its own tools for backups. Run:
                  pg_dump --format=custom --file=%s '%s'
                If backup.folder names the folder of the dumps, “digestbot doctor” checks the age of the newest one.""".formatted(to.orElse(DUMP), database);
    }

    static String howToRestore(DatabaseLocation database, Path file) {
        return """
                The database is on a PostgreSQL server, which has its own tools for backups. Stop the bot and run:
                  pg_restore --clean --if-exists --dbname='%s' %s""".formatted(database, file);
    }
}
