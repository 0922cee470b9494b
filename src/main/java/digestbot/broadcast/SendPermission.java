package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Transaction;

/// Tells who may send broadcasts at this moment.
@FunctionalInterface
public interface SendPermission {
    boolean maySend(Transaction transaction, Platform platform, long userId);
}
