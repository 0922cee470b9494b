package digestbot.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Classifies failed statements by SQLite's result codes and PostgreSQL's SQLSTATE codes.
final class SqlErrors {

    /// Masks SQLite's extended result codes: the last byte is the primary code.
    private static final int PRIMARY = 0xff;

    /// The prefixes of the codes for lost connections, missing resources, a server that shuts down,
    /// read-only transactions and I/O errors; see
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    private static final List<String> STORAGE = List.of("08", "53", "57P", "25006", "58", "XX001", "XX002");

    /// The prefixes of the failures that end with the first success: lost connections, a server
    /// that shuts down, and one that accepts no changes.
    private static final List<String> CONNECTIONS = List.of("08", "57P", "25006");

    /// Serialization failures and deadlocks.
    private static final List<String> CONFLICTS = List.of("40001", "40P01");

    private SqlErrors() {}

    /// True if the storage failed (disk full, I/O error, no connection) rather than the statement;
    /// the same work may succeed later.
    static boolean isStorageFailure(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLiteException refused
                        ? isStorageFailure(SQLiteErrorCode.getErrorCode(refused.getResultCode().code & PRIMARY))
                        : isOfPool(cause) || hasState(cause, STORAGE));
    }

    /// True if the database could not be reached, or accepts no changes for now.
    static boolean isConnectionFailure(Throwable failure) {
        return causes(failure)
                .filter(cause -> !(cause instanceof SQLiteException))
                .findFirst()
                .filter(cause -> isOfPool(cause) || hasState(cause, CONNECTIONS))
                .isPresent();
    }

    private static boolean isStorageFailure(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_CORRUPT,
                    SQLITE_NOMEM,
                    SQLITE_BUSY -> true;
            default -> false;
        };
    }

    /// True if the transaction was rolled back because of another one.
    static boolean isConflict(Throwable failure) {
        return causes(failure)
                .findFirst()
                .filter(cause -> hasState(cause, CONFLICTS))
                .isPresent();
    }

    /// The database system's own message, without the statement.
    static String reason(Throwable failure) {
        return sqlReason(failure)
                .orElseGet(() -> String.valueOf(Database.root(failure).getMessage()));
    }

    /// The message of the innermost SQL exception, without a full stop; empty if there is none.
    static Optional<String> sqlReason(Throwable failure) {
        return causes(failure)
                .reduce((_, inner) -> inner)
                .map(cause -> String.valueOf(cause.getMessage()).replaceFirst("\\.$", ""));
    }

    private static Stream<SQLException> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }

    /// Whether the pool failed (no connection, or a closed one), which has no codes.
    private static boolean isOfPool(SQLException failure) {
        return failure.getSQLState() == null;
    }

    private static boolean hasState(SQLException failure, List<String> prefixes) {
        String state = failure.getSQLState();
        return state != null && prefixes.stream().anyMatch(state::startsWith);
    }
}
