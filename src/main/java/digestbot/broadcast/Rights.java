package digestbot.broadcast;

import digestbot.database.Transaction;
import digestbot.subscription.Platform;

/// Says who may send broadcasts at this moment.
@FunctionalInterface
public interface Rights {
    boolean maySend(Transaction transaction, Platform platform, long userId);
}
