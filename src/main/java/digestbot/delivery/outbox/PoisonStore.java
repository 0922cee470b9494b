package digestbot.delivery.outbox;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Set;

/// Counts how often each matter was begun to be prepared and did not come back, as the process ended meanwhile.
public final class PoisonStore {

    /// The number of ends of the process after which a matter is not prepared any more.
    static final int MOST = 3;

    /// Counts one more; it is taken back once that has come back.
    void begin(Transaction transaction, String matter, Instant now) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO interrupted (matter, times, at) VALUES (?, 1, ?)"
                                + " ON CONFLICT (matter) DO UPDATE SET times = times + 1, at = excluded.at",
                        matter,
                        now.toEpochMilli());
    }

    /// It came back.
    void end(Transaction transaction, String matter) {
        transaction.handle().execute("UPDATE interrupted SET times = times - 1 WHERE matter = ?", matter);
        transaction.handle().execute("DELETE FROM interrupted WHERE matter = ? AND times <= 0", matter);
    }

    /// The matters that ended the process too often.
    Set<String> poisonous(Transaction transaction) {
        return Set.copyOf(transaction
                .handle()
                .createQuery("SELECT matter FROM interrupted WHERE times >= ?")
                .bind(0, MOST)
                .mapTo(String.class)
                .list());
    }

    /// Gives all of that another try.
    public void pardon(Transaction transaction) {
        transaction.handle().execute("DELETE FROM interrupted WHERE times >= ?", MOST);
    }

    /// Forgets what was begun last before that time.
    public void prune(Transaction transaction, Instant before) {
        transaction.handle().execute("DELETE FROM interrupted WHERE at < ?", before.toEpochMilli());
    }

    /// A process begins to send to the platform.
    ///
    /// @return whether the one before did not end in good order
    public boolean enter(Transaction transaction, Platform platform) {
        return transaction
                        .handle()
                        .execute("INSERT INTO dispatching (platform) VALUES (?) ON CONFLICT DO NOTHING", platform.id())
                == 0;
    }

    /// It ends in good order.
    public void leave(Transaction transaction, Platform platform) {
        transaction.handle().execute("DELETE FROM dispatching WHERE platform = ?", platform.id());
    }
}
