package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import java.nio.file.Path;
import java.util.List;

/// Migrates a database as the start of another version would.
public final class OtherVersions {

    private static final List<String> NEXT = List.of("next/V6__next_version.sql", "next/V6_1__more_of_it.sql");
    private static final List<String> AFTER_NEXT =
            List.of(NEXT.getFirst(), NEXT.getLast(), "after-next/V7__after_next_version.sql");

    private OtherVersions() {}

    public static void next(PostgresLocation location) {
        migrate(location, NEXT);
    }

    public static void afterNext(PostgresLocation location) {
        migrate(location, AFTER_NEXT);
    }

    /// Makes the tables of an earlier version.
    public static void first(Path file) {
        new Migrations(ConnectionSetup.writing(file), false, List.of("sqlite/" + Migrations.FILES.getFirst()))
                .run(_ -> {});
    }

    private static void migrate(PostgresLocation location, List<String> further) {
        var source = PostgresServer.source(location);
        PostgresServer.migrate(source, Migrations.ofPostgres(source, further));
    }
}
