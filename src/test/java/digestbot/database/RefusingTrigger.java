package digestbot.database;

public final class RefusingTrigger {

    private RefusingTrigger() {}

    /// Makes each statement of the kind `INSERT`, `UPDATE` or `DELETE` fail for the rows that meet
    /// the condition, on both database systems.
    public static void create(Transaction transaction, String event, String table, String condition, String message) {
        switch (transaction.dialect()) {
            case SQLITE ->
                transaction.execute(
                        "CREATE TRIGGER refusing BEFORE %s ON %s WHEN %s BEGIN SELECT RAISE(ABORT, '%s'); END"
                                .formatted(event, table, condition, message));
            case POSTGRESQL -> {
                transaction.execute("""
                        CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql
                        AS $$ BEGIN RAISE EXCEPTION '%s'; END $$""".formatted(message));
                transaction.execute(
                        "CREATE TRIGGER refusing BEFORE %s ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION refuse()"
                                .formatted(event, table, condition));
            }
        }
    }
}
