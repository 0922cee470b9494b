package digestbot.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Prepared statements of the connection that writes to a SQLite file. SQLite compiles a statement
/// together with the triggers and the conditions of all indexes of its table, which costs as much
/// as changing several rows. Not thread-safe: only the writing thread uses it.
final class StatementCache {

    private static final int MAX_KEPT = 64;

    private final Map<String, PreparedStatement> kept = new HashMap<>();
    private final int limit;

    private StatementCache(int limit) {
        this.limit = limit;
    }

    static StatementCache ofConnection() {
        return new StatementCache(MAX_KEPT);
    }

    static StatementCache none() {
        return new StatementCache(0);
    }

    /// Takes a statement, which nobody else uses until it is given back.
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = kept.remove(sql);
        return statement == null ? connection.prepareStatement(sql) : statement;
    }

    /// Gives back a statement that was executed without an error.
    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        if (kept.size() >= limit || kept.putIfAbsent(sql, statement) != null) {
            statement.close();
        }
    }
}
