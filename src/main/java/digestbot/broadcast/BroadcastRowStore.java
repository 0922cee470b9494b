package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Maps a row of the table `broadcast`.
final class BroadcastRowStore {

    static final String ALL = """
            SELECT b.number, b.by_platform, b.by_user, b.text, b.to_platform, b.to_topic, b.to_perspective, b.to_language,
                   b.active_days, b.important, b.state, b.send_at, b.shared, b.expected, b.after, b.planned, b.retrying,
                   b.withdrawal, b.withdrawing, b.created_at, b.started_at, b.ended_at
            FROM broadcast b
            """;

    private BroadcastRowStore() {}

    static Broadcast of(ResultSet row) throws SQLException {
        long user = row.getLong("by_user");
        return new Broadcast(
                row.getLong("number"),
                Optional.ofNullable(row.getString("by_platform"))
                        .map(platform -> new Person(Platform.of(platform), user, "")),
                row.getString("text"),
                recipients(row),
                State.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "send_at"),
                run(row));
    }

    private static Recipients recipients(ResultSet row) throws SQLException {
        int days = row.getInt("active_days");
        OptionalInt active = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days);
        return new Recipients(
                Optional.ofNullable(row.getString("to_platform")).map(Platform::of),
                Optional.ofNullable(row.getString("to_topic")),
                Optional.ofNullable(row.getString("to_perspective")),
                Optional.ofNullable(row.getString("to_language")),
                active,
                row.getBoolean("important"));
    }

    private static Optional<Run> run(ResultSet row) throws SQLException {
        Optional<Instant> startedAt = instant(row, "started_at");
        return startedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Run(
                        row.getLong("shared"),
                        row.getLong("expected"),
                        row.getLong("after"),
                        row.getBoolean("planned"),
                        number(row, "retrying"),
                        number(row, "withdrawal"),
                        number(row, "withdrawing"),
                        startedAt.orElseThrow(),
                        instant(row, "ended_at")));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }
}
