package digestbot.database;

/// A full disk, as each database system reports it.
public final class FullDisk {

    /// The row triggers stay and let everything through once there is room: dropping them would
    /// need exclusive locks, which readers may hold up.
    private static final String FILL = """
            CREATE OR REPLACE FUNCTION full_disk() RETURNS TRIGGER LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'could not extend the file: No space left on device' USING ERRCODE = 'disk_full';
            END $$;
            DO $$
            DECLARE
                each TEXT;
            BEGIN
                FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
                    EXECUTE format('CREATE OR REPLACE TRIGGER full_disk BEFORE INSERT OR UPDATE ON %I'
                        || ' FOR EACH ROW EXECUTE FUNCTION full_disk()', each);
                END LOOP;
            END $$
            """;

    private static final String MAKE_ROOM = """
            CREATE OR REPLACE FUNCTION full_disk() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$
            """;

    private FullDisk() {}

    /// Inserts and updates fail. SQLite still stores rows that fit into the pages that the file
    /// has.
    public static void fill(Database database) {
        database.writeWithoutResult(tx -> {
            switch (tx.dialect()) {
                case SQLITE -> limit(tx, 1); // a limit below the present size means the present size
                case POSTGRESQL -> tx.execute(FILL);
            }
        });
    }

    public static void makeRoom(Database database) {
        database.writeWithoutResult(tx -> {
            switch (tx.dialect()) {
                case SQLITE -> limit(tx, 1 << 30);
                case POSTGRESQL -> tx.execute(MAKE_ROOM);
            }
        });
    }

    private static void limit(Transaction transaction, int pages) {
        transaction.number("PRAGMA max_page_count = " + pages);
    }
}
