package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.status.ViewTrigger;
import digestbot.delivery.status.ViewedPart;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// The counts of the invented past, as the database holds them.
final class SampleCounts {

    final Map<HourKey, Long> hours = new HashMap<>();
    final Map<TotalKey, Long> totals = new HashMap<>();
    final Map<ViewKey, Long> views = new HashMap<>();

    /// The key of `delivery_hour`.
    record HourKey(Instant hour, Platform platform, DeliveryCause cause, String outcome, Duration within) {}

    /// The key of `digest_total`.
    record TotalKey(long digest, Platform platform, String outcome) {}

    /// The key of `view_count`.
    record ViewKey(LocalDate day, long digest, ViewedPart view, ViewTrigger trigger, Platform platform) {}

    /// Counts a delivery in the hour in which it was settled.
    ///
    /// @param within the bucket of the time that it took
    void addHour(Instant at, Platform platform, DeliveryCause cause, String outcome, Duration within) {
        hours.merge(new HourKey(at.truncatedTo(ChronoUnit.HOURS), platform, cause, outcome, within), 1L, Long::sum);
    }

    /// Counts a planned delivery of a digest with what became of it.
    void addTotal(long digest, Platform platform, String outcome) {
        totals.merge(new TotalKey(digest, platform, DeliveryHistoryStore.PLANNED), 1L, Long::sum);
        totals.merge(new TotalKey(digest, platform, outcome), 1L, Long::sum);
    }

    /// Counts a delivery of a digest in which a button was pressed.
    void addInteracted(long digest, Platform platform) {
        totals.merge(new TotalKey(digest, platform, DeliveryHistoryStore.INTERACTED), 1L, Long::sum);
    }

    /// Counts that a view was opened.
    void addView(LocalDate day, long digest, ViewedPart view, ViewTrigger trigger, Platform platform) {
        views.merge(new ViewKey(day, digest, view, trigger, platform), 1L, Long::sum);
    }
}
