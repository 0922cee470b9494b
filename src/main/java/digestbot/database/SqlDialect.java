package digestbot.database;

/// The dialects of SQL. Almost all statements use only SQL that both systems understand.
public enum SqlDialect {
    SQLITE,
    POSTGRESQL
}
