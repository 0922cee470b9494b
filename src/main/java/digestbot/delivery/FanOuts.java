package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.edition.Content;
import digestbot.subscription.Platform;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;

/// What many get alike: stored once, and owed to each of them at most once.
///
/// Planning and cancelling take a bounded number of subscribers at a time, so that each transaction is short and
/// nothing per subscriber is in memory.
public final class FanOuts {

    /// How many subscribers are looked at in one go.
    public static final int RANGE = 1_000;

    private final FanOutStore store = new FanOutStore();
    private final Bell bell;
    private final InstantSource clock;

    /// @param bell rung when deliveries are stored
    public FanOuts(Bell bell, InstantSource clock) {
        this.bell = bell;
        this.clock = clock;
    }

    /// Stores the content.
    ///
    /// @return its number, which names the fan-out from now on
    public long share(Transaction transaction, Content content) {
        return store.add(transaction, ContentJson.write(content));
    }

    /// How many the audience are at present, on each platform that has any.
    public Map<Platform, Long> count(Transaction transaction, Audience audience) {
        return store.count(transaction, audience);
    }

    /// Stores what is owed to the next subscribers. Who has been planned for already is left out.
    ///
    /// @param after the last subscriber that was looked at; 0 at first
    /// @return the last one that has been looked at now; empty if there are no more
    public OptionalLong plan(Transaction transaction, long shared, Audience audience, long after) {
        OptionalLong to = store.end(transaction, after, RANGE);
        int planned = store.plan(transaction, shared, audience, after, to.orElse(Long.MAX_VALUE), clock.instant());
        if (planned > 0) {
            bell.ringAfter(transaction);
        }
        return to;
    }

    /// How far it is.
    public FanOutProgress progress(Transaction transaction, long shared) {
        return store.progress(transaction, shared);
    }

    /// Cancels the next ones that are not on their way.
    ///
    /// @return whether there may be more
    public boolean cancel(Transaction transaction, long shared, String why) {
        return store.cancel(transaction, shared, why, RANGE, clock.instant()) >= RANGE;
    }
}
