package digestbot.delivery.fanout;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.corrections.WithdrawalStore;
import digestbot.delivery.fanout.Audience.AudienceMember;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.retries.RetryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Content that is stored once and delivered to many chats, to each at most once.
///
/// Planning and cancelling take a bounded number of subscribers at a time, so that each
/// transaction is short and nothing per subscriber is in memory.
public final class FanOuts {

    /// The number of subscribers per step.
    public static final int BATCH_SIZE = 1_000;

    /// The number of deliveries that are retried in one step, each on its own.
    private static final int RETRY_BATCH_SIZE = 250;

    private final FanOutStore store = new FanOutStore();
    private final WithdrawalStore withdrawals = new WithdrawalStore();
    private final RetryStore retries = new RetryStore();
    private final OutboxEvents outboxEvents;
    private final InstantSource clock;

    /// @param outboxEvents notified when deliveries are stored
    public FanOuts(OutboxEvents outboxEvents, InstantSource clock) {
        this.outboxEvents = outboxEvents;
        this.clock = clock;
    }

    /// Stores the content.
    ///
    /// @return its number, which identifies the fan-out
    public long create(Transaction transaction, Content content) {
        return store.add(transaction, ContentJson.write(content));
    }

    /// Counts the current audience per platform.
    public Map<Platform, Long> count(Transaction transaction, Audience audience) {
        return AudienceRowStore.count(transaction, audience);
    }

    /// A description of the audience's first member; empty if it has none.
    public Optional<AudienceMember> first(Transaction transaction, Audience audience) {
        return AudienceRowStore.first(transaction, audience);
    }

    /// Plans deliveries for the next subscribers, skipping those that already have one.
    ///
    /// @param after the last subscriber that was processed; 0 at first
    /// @return the last subscriber that was processed; empty at the end
    public OptionalLong plan(Transaction transaction, long shared, Audience audience, long after) {
        OptionalLong to = store.rangeEnd(transaction, after, BATCH_SIZE);
        int planned = store.plan(transaction, shared, audience, after, to.orElse(Long.MAX_VALUE), clock.instant());
        if (planned > 0) {
            outboxEvents.notifyAfterCommit(transaction);
        }
        return to;
    }

    /// The progress of a fan-out.
    public FanOutProgress progress(Transaction transaction, long shared) {
        return store.progress(transaction, shared);
    }

    /// The progress on each platform that has deliveries. It takes longer than [#progress].
    public Map<Platform, FanOutProgress> progressByPlatform(Transaction transaction, long shared) {
        return store.progressByPlatform(transaction, shared);
    }

    /// Pauses or resumes the fan-out; deliveries in flight are not affected.
    public void pause(Transaction transaction, long shared, boolean paused) {
        store.pause(transaction, shared, paused);
        if (!paused) {
            outboxEvents.notifyAfterCommit(transaction);
        }
    }

    /// Retries the next failed deliveries, except those whose chat is unreachable.
    ///
    /// @param after the last subscriber that was processed; 0 at first
    /// @return the last subscriber that was processed; empty at the end
    public OptionalLong retry(Transaction transaction, long shared, long after) {
        List<FanOutStore.Failed> failed = store.failed(transaction, shared, after, RETRY_BATCH_SIZE);
        failed.forEach(each -> retries.retry(transaction, each.delivery(), clock.instant()));
        if (!failed.isEmpty()) {
            outboxEvents.notifyAfterCommit(transaction);
        }
        return failed.size() < RETRY_BATCH_SIZE
                ? OptionalLong.empty()
                : OptionalLong.of(failed.getLast().subscriber());
    }

    /// Plans the withdrawal for the next subscribers: their messages are deleted or, if that is
    /// impossible, replaced by a notice. Call it when no delivery of the fan-out is open;
    /// subscribers that already have a withdrawal are skipped.
    ///
    /// @param withdrawal the fan-out that withdraws it
    /// @param after the last subscriber that was processed; 0 at first
    /// @return the last subscriber that was processed; empty at the end
    public OptionalLong withdraw(Transaction transaction, long shared, long withdrawal, long after) {
        OptionalLong to = withdrawals.rangeEnd(transaction, shared, after, BATCH_SIZE);
        int planned =
                withdrawals.plan(transaction, shared, withdrawal, after, to.orElse(Long.MAX_VALUE), clock.instant());
        if (planned > 0) {
            outboxEvents.notifyAfterCommit(transaction);
        }
        return to;
    }

    /// Cancels the next deliveries that are not in flight.
    ///
    /// @return true if there may be more
    public boolean cancel(Transaction transaction, long shared, String why) {
        return store.cancel(transaction, shared, why, BATCH_SIZE, clock.instant()) >= BATCH_SIZE;
    }
}
