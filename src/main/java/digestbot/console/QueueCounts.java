package digestbot.console;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.console.SubscriberGrowthStore.DailyGrowth;
import digestbot.console.UpcomingStore.UpcomingDeliveries;
import digestbot.database.Transaction;
import digestbot.delivery.status.DeliveryCountStore;
import digestbot.delivery.status.DeliveryCountStore.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The counts of the overview that take time with a million queued deliveries, or with a hundred
/// thousand chats.
///
/// @param due the deliveries that are due now
/// @param upcoming those that are due in the next hours, by quarter of an hour
/// @param later those that are scheduled for later, by the number of their digest
/// @param growth the last 30 days, the oldest first
record QueueCounts(
        List<Due> due,
        List<UpcomingDeliveries> upcoming,
        Map<Long, Long> later,
        List<Chats> chats,
        List<DailyGrowth> growth) {

    /// The overview looks this far ahead.
    static final Duration AHEAD = Duration.ofHours(12);

    private static final int DAYS = 30;
    private static final int WEEK = 7;

    static QueueCounts read(Transaction transaction, InstantSource clock) {
        Instant now = clock.instant();
        return new QueueCounts(
                new DeliveryCountStore().due(transaction, now),
                new UpcomingStore().next(transaction, now, now.plus(AHEAD)),
                new UpcomingStore().later(transaction, now),
                new SubscriberCountStore().chats(transaction),
                new SubscriberGrowthStore().days(transaction, DAYS, now, ZoneId.systemDefault()));
    }

    long queued() {
        return due.stream().mapToLong(Due::deliveries).sum();
    }

    boolean isDueOn(Platform platform) {
        return due.stream().anyMatch(some -> some.platform() == platform);
    }

    Optional<Instant> oldest() {
        return due.stream().map(Due::oldest).min(Comparator.naturalOrder());
    }

    long active() {
        return chats.stream().mapToLong(Chats::active).sum();
    }

    long paused() {
        return chats.stream().mapToLong(Chats::paused).sum();
    }

    long weeklyChange() {
        return growth.subList(Math.max(0, growth.size() - WEEK), growth.size()).stream()
                .mapToLong(day -> day.joined() - day.left())
                .sum();
    }
}
