package digestbot.database;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// A running transaction, which callers pass on so that related changes are committed together.
///
/// Only stores use the handle.
public final class Transaction {

    private final Handle handle;
    private final SqlDialect dialect;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(Handle handle, SqlDialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /// The connection, for stores.
    public Handle handle() {
        return handle;
    }

    /// The database system, for the few statements that differ.
    public SqlDialect dialect() {
        return dialect;
    }

    /// A query.
    ///
    /// @param values the values for each `?`, in order
    public Query select(String sql, Object... values) {
        return handle.select(sql, values);
    }

    /// Runs the action once the transaction is committed, on the same thread; never if it is rolled
    /// back.
    ///
    /// Meant for waking threads that read the new rows.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    List<Runnable> actions() {
        return afterCommit;
    }
}
