package digestbot.faults;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Subscribers, put into a database that no bot runs on. Each gets all topics.
final class Crowd {

    private final Path file;
    private final List<String> topics = new ArrayList<>();

    private Crowd(Path file) {
        this.file = file;
    }

    static Crowd of(Path database) {
        return new Crowd(database);
    }

    /// Makes the topics.
    Crowd topics(List<String> ids) {
        topics.addAll(ids);
        write(tx -> ids.forEach(id -> tx.handle()
                .execute("INSERT INTO topic (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", id, "Topic " + id)));
        return this;
    }

    /// Private chats on Telegram that get digests at once.
    void telegram(long first, int count) {
        write(tx -> {
            addRange(tx, first, count);
            subscribe(tx, "platform = 'telegram' AND chat_id >= " + first, null);
        });
    }

    /// The same, at that time of the day.
    ///
    /// @param at such as `07:30`, UTC
    void telegramLater(long first, int count, String at) {
        write(tx -> {
            addRange(tx, first, count);
            subscribe(tx, "platform = 'telegram' AND chat_id >= " + first, at);
        });
    }

    /// Chats of any kind.
    void chats(String platform, String kind, List<Long> chats) {
        write(tx -> {
            for (long chat : chats) {
                tx.handle()
                        .execute(
                                "INSERT INTO subscriber (platform, chat_id, kind, created_at) VALUES (?, ?, ?, ?)",
                                platform,
                                chat,
                                kind,
                                now());
                subscribe(tx, "platform = '%s' AND chat_id = %d".formatted(platform, chat), null);
            }
        });
    }

    private static void addRange(Transaction tx, long first, int count) {
        tx.handle().execute("""
                INSERT INTO subscriber (platform, chat_id, kind, created_at)
                WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT 'telegram', i, 'private', ? FROM n
                """, first, first + count - 1, now());
    }

    private void subscribe(Transaction tx, String which, @Nullable String at) {
        for (String topic : topics) {
            tx.handle()
                    .execute(
                            "INSERT INTO subscription (subscriber, topic, at, created_at)"
                                    + " SELECT number, ?, ?, created_at FROM subscriber WHERE " + which,
                            topic,
                            at);
        }
    }

    private void write(Consumer<Transaction> work) {
        try (Database database = Database.open(file)) {
            database.run(work);
        }
    }

    private static long now() {
        return InstantSource.system().instant().toEpochMilli();
    }
}
