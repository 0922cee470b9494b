package digestbot.health;

import digestbot.database.Transaction;
import digestbot.library.archive.OverdueDigests;

/// Is notified when a digest has become late, in the transaction that stores the alarm.
@FunctionalInterface
public interface LateDigestListener {
    void late(Transaction transaction, OverdueDigests.MissingDigest digest);
}
