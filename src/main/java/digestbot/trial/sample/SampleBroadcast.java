package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliveryTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A broadcast of the invented past that every subscriber was sent.
///
/// @param sent by platform, how many chats received it
/// @param failed by platform, how many chats the bot had been blocked in or removed from
record SampleBroadcast(Instant started, Instant ended, Map<Platform, Long> sent, Map<Platform, Long> failed) {

    /// Sends it to all who were subscribed then, and counts that.
    static SampleBroadcast sent(List<SampleChat> chats, SampleHistory history, Instant started) {
        Map<Platform, Long> sent = new EnumMap<>(Platform.class);
        Map<Platform, Long> failed = new EnumMap<>(Platform.class);
        Duration last = Duration.ZERO;
        for (SampleChat chat : chats) {
            boolean subscribed = chat.joined().isBefore(started)
                    && history.pausedAt(chat).filter(at -> !at.isAfter(started)).isEmpty();
            if (subscribed && chat.hadLeft(started)) {
                failed.merge(chat.platform(), 1L, Long::sum);
                String failure = SampleHistory.failure(chat.platform()).id();
                history.counts().addHour(started, chat.platform(), DeliveryCause.BROADCAST, failure, Duration.ZERO);
            } else if (subscribed) {
                int position = Math.toIntExact(sent.merge(chat.platform(), 1L, Long::sum));
                Duration took = SampleHistory.waiting(chat.platform(), position);
                last = last.compareTo(took) > 0 ? last : took;
                history.counts()
                        .addHour(
                                started.plus(took),
                                chat.platform(),
                                DeliveryCause.BROADCAST,
                                DeliveryHistoryStore.SENT,
                                DeliveryTime.bucketOf(took));
            }
        }
        return new SampleBroadcast(started, started.plus(last), sent, failed);
    }

    static long total(Map<Platform, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
