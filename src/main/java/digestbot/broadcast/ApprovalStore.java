package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Stores who approved a broadcast, that is, who sent or scheduled it.
final class ApprovalStore {

    private static final String COMMAND_LINE = "command-line";
    private static final String CONSOLE = "console";
    private static final String COLUMNS = "SELECT number, state, approved_by, approved_user FROM broadcast ";

    /// A broadcast with the person who approved it.
    ///
    /// @param approver empty if that person's data has been deleted
    record Approval(long number, BroadcastState state, Optional<Actor> approver) {}

    void set(Transaction transaction, long number, Actor by) {
        transaction
                .handle()
                .createUpdate("UPDATE broadcast SET approved_by = ?, approved_user = ? WHERE number = ?")
                .bind(0, column(by))
                .bind(1, by instanceof Actor.ChatUser(Platform _, long userId) ? (Long) userId : null)
                .bind(2, number)
                .execute();
    }

    Optional<Approval> of(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery(COLUMNS + "WHERE number = ?")
                .bind(0, number)
                .map(ApprovalStore::toApproval)
                .findOne();
    }

    /// The scheduled and running broadcasts.
    List<Approval> scheduledAndRunning(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(COLUMNS + "WHERE state = 'scheduled' UNION ALL " + COLUMNS
                        + "WHERE started_at IS NOT NULL AND ended_at IS NULL AND state = 'running'")
                .map(ApprovalStore::toApproval)
                .list();
    }

    private static @Nullable String column(Actor by) {
        return switch (by) {
            case Actor.ChatUser(Platform platform, long _) -> platform.id();
            case Actor.CommandLineUser() -> COMMAND_LINE;
            case Actor.ConsoleUser _ -> CONSOLE;
            case Actor.BotItself() -> null;
        };
    }

    private static Approval toApproval(ResultSet row, StatementContext context) throws SQLException {
        String by = row.getString("approved_by");
        long user = row.getLong("approved_user");
        return new Approval(
                row.getLong("number"),
                BroadcastState.of(row.getString("state")),
                Optional.ofNullable(by).map(known -> switch (known) {
                    case COMMAND_LINE -> new Actor.CommandLineUser();
                    case CONSOLE -> new Actor.ConsoleUser(Optional.empty());
                    default -> new Actor.ChatUser(Platform.of(known), user);
                }));
    }
}
