package digestbot.health;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public final class AlarmStore {

    /// Alarms that only a later version knows are left out, and kept for that version.
    List<Alarm> all(Transaction transaction) {
        return transaction
                .select("SELECT name, since, detail FROM alarm ORDER BY since, name")
                .map((row, _) -> Alarm.parse(
                        row.getString("name"), Instant.ofEpochMilli(row.getLong("since")), row.getString("detail")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    void add(Transaction transaction, Alarm alarm) {
        transaction.execute(
                "INSERT INTO alarm (name, since, detail) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                alarm.name(),
                alarm.since().toEpochMilli(),
                alarm.detail());
    }

    void remove(Transaction transaction, Alarm alarm) {
        transaction.execute("DELETE FROM alarm WHERE name = ?", alarm.name());
    }

    /// The open alarms for the console, the oldest first, without late digests, which the console
    /// lists as such.
    public List<Alarm> open(Transaction transaction) {
        return all(transaction).stream()
                .filter(alarm -> alarm.kind() != AlarmKind.LATE)
                .toList();
    }
}
