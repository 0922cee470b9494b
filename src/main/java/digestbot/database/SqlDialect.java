package digestbot.database;

/// The database system of a transaction. Almost all statements use only SQL that both systems
/// understand.
public enum SqlDialect {
    SQLITE,
    POSTGRESQL
}
