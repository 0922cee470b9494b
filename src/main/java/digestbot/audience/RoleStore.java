package digestbot.audience;

import digestbot.database.Transaction;
import digestbot.markdown.TextCleaner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// The roles of persons. A person has at most one; owners, who are named in the configuration, have
/// none.
public final class RoleStore {

    /// A person with a role. `name` is the person's name when the role was given; empty if it is
    /// unknown.
    public record RoleAssignment(Platform platform, long userId, Role role, String name, Instant since) {

        /// Cleans the name like a digest's text, because people choose it freely.
        public RoleAssignment {
            name = TextCleaner.line(name);
        }
    }

    public void give(Transaction transaction, RoleAssignment assignment) {
        transaction.execute(
                """
                INSERT INTO role (platform, user_id, role, name, given_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (platform, user_id) DO UPDATE
                SET role = excluded.role, name = coalesce(nullif(excluded.name, ''), role.name),
                    given_at = excluded.given_at
                """,
                assignment.platform().id(),
                assignment.userId(),
                assignment.role().id(),
                assignment.name(),
                assignment.since());
    }

    public boolean take(Transaction transaction, Platform platform, long userId) {
        return transaction.execute("DELETE FROM role WHERE platform = ? AND user_id = ?", platform.id(), userId) > 0;
    }

    public Optional<RoleAssignment> of(Transaction transaction, Platform platform, long userId) {
        return transaction
                .select("SELECT * FROM role WHERE platform = ? AND user_id = ?", platform.id(), userId)
                .map(RoleStore::toHolder)
                .findOne();
    }

    /// All persons with a role: admins first, then by the time when they received it.
    public List<RoleAssignment> all(Transaction transaction) {
        return transaction
                .select("SELECT * FROM role ORDER BY role, given_at, platform, user_id")
                .map(RoleStore::toHolder)
                .list();
    }

    private static RoleAssignment toHolder(ResultSet row, StatementContext context) throws SQLException {
        return new RoleAssignment(
                Platform.of(row.getString("platform")),
                row.getLong("user_id"),
                StoredEnum.of(Role.class, row.getString("role")),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("given_at")));
    }
}
