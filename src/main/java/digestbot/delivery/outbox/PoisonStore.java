package digestbot.delivery.outbox;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Set;

/// Counts how often the process died while preparing each payload.
public final class PoisonStore {

    /// The number of crashes after which a payload is no longer prepared.
    static final int MAX_CRASHES = 3;

    /// Records the start of a preparation; [#end] reverts it.
    void begin(Transaction transaction, String payload, Instant now) {
        transaction.execute(
                "INSERT INTO interrupted (payload, times, at) VALUES (?, 1, ?)"
                        + " ON CONFLICT (payload) DO UPDATE SET times = interrupted.times + 1, at = excluded.at",
                payload,
                now.toEpochMilli());
    }

    void end(Transaction transaction, String payload) {
        transaction.execute("UPDATE interrupted SET times = times - 1 WHERE payload = ?", payload);
        transaction.execute("DELETE FROM interrupted WHERE payload = ? AND times <= 0", payload);
    }

    /// The payloads that killed the process too often.
    Set<String> poisonous(Transaction transaction) {
        return Set.copyOf(transaction
                .select("SELECT payload FROM interrupted WHERE times >= ?", MAX_CRASHES)
                .mapTo(String.class)
                .list());
    }

    /// Resets all poison messages, so that they are tried again.
    public void reset(Transaction transaction) {
        transaction.execute("DELETE FROM interrupted WHERE times >= ?", MAX_CRASHES);
    }

    /// Removes the records whose preparation last began before that time.
    public void prune(Transaction transaction, Instant before) {
        transaction.execute("DELETE FROM interrupted WHERE at < ?", before.toEpochMilli());
    }

    /// Records that a process starts to send to the platform.
    ///
    /// @return true if the previous process did not shut down cleanly
    public boolean beginSending(Transaction transaction, Platform platform) {
        return transaction.execute(
                        "INSERT INTO dispatching (platform) VALUES (?) ON CONFLICT DO NOTHING", platform.id())
                == 0;
    }

    public void endSending(Transaction transaction, Platform platform) {
        transaction.execute("DELETE FROM dispatching WHERE platform = ?", platform.id());
    }
}
