package digestbot.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// A running transaction. Callers pass it on so that related changes are committed together.
public final class Transaction {

    private final Handle handle;
    private final SqlDialect dialect;
    private final Optional<ServerNotifications> notifications;
    private final StatementCache statements;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Set<String> notified = new HashSet<>();

    /// `notifications` is empty for a transaction that cannot notify others.
    Transaction(
            Handle handle, SqlDialect dialect, Optional<ServerNotifications> notifications, StatementCache statements) {
        this.handle = handle;
        this.dialect = dialect;
        this.notifications = notifications;
        this.statements = statements;
    }

    /// The handle. Only stores may use it.
    public Handle handle() {
        return handle;
    }

    /// The dialect, for the few statements that differ.
    public SqlDialect dialect() {
        return dialect;
    }

    StatementCache statements() {
        return statements;
    }

    public Query select(String sql, @Nullable Object... values) {
        return handle.select(sql, values);
    }

    public boolean isTrue(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(Boolean.class).one();
    }

    public long number(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(Long.class).one();
    }

    /// The number in the only row; empty without a row or if the number is NULL.
    public Optional<Long> findNumber(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(Long.class).findOne();
    }

    public List<Long> numbers(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(Long.class).list();
    }

    /// The string in the only row; empty without a row or if the string is NULL.
    public Optional<String> findString(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(String.class).findOne();
    }

    public List<String> strings(String sql, @Nullable Object... values) {
        return select(sql, values).mapTo(String.class).list();
    }

    public int execute(String sql, @Nullable Object... values) {
        return handle.execute(sql, values);
    }

    public Update update(String sql) {
        return handle.createUpdate(sql);
    }

    /// The time by the clock of the database system, which all its users share.
    public Instant databaseTime() {
        return Instant.ofEpochMilli(select(
                        switch (dialect) {
                            case SQLITE -> "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)";
                            case POSTGRESQL -> "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
                        })
                .mapTo(Long.class)
                .one());
    }

    /// Runs the action once the transaction is committed, on the same thread; never if it is rolled
    /// back. Meant for waking threads that read the new rows.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /// Notifies the other processes that listen for that name with [Database#onNotification] once
    /// the transaction is committed. Has no effect on a SQLite file, which only one bot uses.
    public void notifyProcesses(String name) {
        if (notified.add(name)) {
            notifications.ifPresent(server -> server.send(handle, name));
        }
    }

    List<Runnable> actions() {
        return afterCommit;
    }
}
