package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;

/// Migrates a database as the start of a later version would.
public final class LaterVersions {

    private LaterVersions() {}

    public static void next(PostgresLocation location) {
        migrate(location, "postgresql", "next");
    }

    public static void afterNext(PostgresLocation location) {
        migrate(location, "postgresql", "next", "after-next");
    }

    private static void migrate(PostgresLocation location, String... folders) {
        var source = PostgresServer.source(location);
        PostgresServer.migrate(source, Migrations.ofPostgres(source, folders));
    }
}
