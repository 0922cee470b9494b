package digestbot.outside;

import digestbot.GivenTime;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.RowNumbers;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Subscribers in a database that no bot uses. Each subscribes to all topics.
public final class SeededSubscribers {

    private final DatabaseLocation location;
    private final List<String> topics = new ArrayList<>();

    /// The place of a subscriber's deliveries. The kind is private, group or channel; the thread is
    /// 0 for none.
    public record Destination(SimulatedPlatform at, String kind, long chat, long thread) {

        public static Destination of(SimulatedPlatform at, String kind, long chat) {
            return new Destination(at, kind, chat, 0);
        }

        /// The platform's name in the database.
        String platform() {
            return at.name().toLowerCase(Locale.ROOT);
        }
    }

    private SeededSubscribers(DatabaseLocation location) {
        this.location = location;
    }

    public static SeededSubscribers of(Path database) {
        return of(TestDatabase.location(database));
    }

    public static SeededSubscribers of(DatabaseLocation database) {
        return new SeededSubscribers(database);
    }

    public SeededSubscribers topics(List<String> ids) {
        topics.addAll(ids);
        write(tx -> ids.forEach(id ->
                tx.execute("INSERT INTO topic (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", id, "Topic " + id)));
        return this;
    }

    /// The next delivery gets this number.
    public SeededSubscribers numberDeliveriesFrom(long first) {
        write(tx -> RowNumbers.advance(tx, "delivery", first - 1));
        return this;
    }

    /// Private chats that get digests immediately.
    public void telegram(long first, int count) {
        telegram(first, count, null);
    }

    /// At a time of the day such as `07:30`, UTC.
    public void telegramLater(long first, int count, String at) {
        telegram(first, count, at);
    }

    private void telegram(long first, int count, @Nullable String at) {
        write(tx -> {
            tx.execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, at, created_at)
                    WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    SELECT 'telegram', i, 'private', ?, ? FROM n WHERE i <= ?
                    """, first, first + count - 1, at, now(), first + count - 1);
            subscribe(tx, "platform = 'telegram' AND chat_id >= " + first, 0);
        });
    }

    /// Groups or channels without threads that get digests immediately.
    public void groups(SimulatedPlatform at, List<Long> chats) {
        destinations(
                chats.stream().map(chat -> Destination.of(at, "group", chat)).toList());
    }

    public void destinations(List<Destination> destinations) {
        write(tx -> destinations.forEach(destination -> {
            tx.execute(
                    "INSERT INTO subscriber (platform, chat_id, kind, created_at) VALUES (?, ?, ?, ?)",
                    destination.platform(),
                    destination.chat(),
                    destination.kind(),
                    now());
            subscribe(
                    tx,
                    "platform = '%s' AND chat_id = %d".formatted(destination.platform(), destination.chat()),
                    destination.thread());
        }));
    }

    private void subscribe(Transaction tx, String which, long thread) {
        for (String topic : topics) {
            tx.execute(
                    "INSERT INTO subscription (subscriber, topic, thread, created_at)"
                            + " SELECT number, ?, ?, created_at FROM subscriber WHERE " + which,
                    topic,
                    thread);
        }
    }

    private void write(Consumer<Transaction> work) {
        try (Database database = Database.open(location)) {
            database.writeWithoutResult(work);
        }
    }

    private long now() {
        return GivenTime.NOON.toEpochMilli();
    }
}
