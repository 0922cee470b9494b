package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Transaction;

/// Says who may send broadcasts at this moment.
@FunctionalInterface
public interface SendPermission {
    boolean maySend(Transaction transaction, Platform platform, long userId);
}
