package digestbot.broadcast;

import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutProgress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Updates the rows of broadcasts that have started.
final class BroadcastRunStore {

    /// The progress report that the author receives.
    ///
    /// @param delivery its number in the outbox
    /// @param text its current text
    record Report(long delivery, String text) {}

    /// Stores the planning cursor; an empty cursor means that planning is complete.
    void setPlanCursor(Transaction transaction, long number, OptionalLong cursor) {
        if (cursor.isPresent()) {
            transaction
                    .handle()
                    .execute("UPDATE broadcast SET plan_cursor = ? WHERE number = ?", cursor.getAsLong(), number);
        } else {
            transaction.handle().execute("UPDATE broadcast SET planned = 1 WHERE number = ?", number);
        }
    }

    /// Stores the retry cursor; empty once all failures were handled.
    void setRetryCursor(Transaction transaction, long number, OptionalLong cursor) {
        set(transaction, "retry_cursor", number, cursor);
    }

    /// Stores the fan-out that withdraws the broadcast.
    void setWithdrawal(Transaction transaction, long number, long withdrawalFanOut) {
        set(transaction, "withdrawal_content", number, OptionalLong.of(withdrawalFanOut));
    }

    /// Stores the withdrawal cursor; empty once all messages were handled.
    void setWithdrawalCursor(Transaction transaction, long number, OptionalLong cursor) {
        set(transaction, "withdrawal_cursor", number, cursor);
    }

    private static void set(Transaction transaction, String column, long number, OptionalLong value) {
        transaction
                .handle()
                .createUpdate("UPDATE broadcast SET " + column + " = ? WHERE number = ?")
                .bind(0, value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty())
                .bind(1, number)
                .execute();
    }

    /// Marks the broadcast as finished.
    ///
    /// @param deliveries what became of its deliveries
    void end(Transaction transaction, long number, FanOutProgress deliveries, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = CASE WHEN state IN ('running', 'paused') THEN 'done' ELSE state END,"
                                + " ended_at = ?, first_ended_at = coalesce(first_ended_at, ?), expected_recipients = CASE planned WHEN 1 THEN ? ELSE expected_recipients END,"
                                + " sent = ?, failed = ? WHERE number = ?",
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        deliveries.all(),
                        deliveries.sent(),
                        deliveries.allFailed(),
                        number);
    }

    Optional<Report> report(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT report, reported FROM broadcast WHERE number = ? AND report IS NOT NULL")
                .bind(0, number)
                .map((row, _) -> new Report(row.getLong("report"), row.getString("reported")))
                .findOne();
    }

    void setReport(Transaction transaction, long number, Report report) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET report = ?, reported = ? WHERE number = ?",
                        report.delivery(),
                        report.text(),
                        number);
    }
}
