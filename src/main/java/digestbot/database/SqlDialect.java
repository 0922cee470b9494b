package digestbot.database;

/// Almost all statements use only SQL that both systems understand.
public enum SqlDialect {
    SQLITE,
    POSTGRESQL
}
