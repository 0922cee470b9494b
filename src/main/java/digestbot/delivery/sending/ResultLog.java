package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.sending.SettlementStore.Settlement;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log lines about the results of deliveries. Failures that are retried are logged less and
/// less often.
final class ResultLog {

    private static final Logger LOG = LoggerFactory.getLogger(ResultLog.class);

    private final RepeatedFailureLog rejections;

    /// @param nanos a monotonic clock in nanoseconds
    ResultLog(Platform platform, LongSupplier nanos) {
        rejections = new RepeatedFailureLog(
                LOG,
                "sending to %s failed, retrying".formatted(platform.title()),
                "%s accepts messages again".formatted(platform.title()),
                nanos,
                RetryPolicy.MAX_PAUSE.multipliedBy(2));
    }

    void log(Settlement settlement) {
        if (settlement.transition().arrived().isPresent()) {
            rejections.recovered();
        }
        log(settlement.key().delivery(), settlement.transition());
    }

    private void log(long delivery, Transition transition) {
        switch (transition) {
            case Transition.Failed failed ->
                LOG.warn(
                        "delivery {} failed, {}: {}", delivery, failed.failure().id(), failed.why());
            case Transition.Unreachable gone
            when gone.onlyOutsideThreads() ->
                LOG.info("delivery {}: chat accepts messages in threads only: {}", delivery, gone.why());
            case Transition.Unreachable gone ->
                LOG.info(
                        "delivery {}: chat unreachable, {}: {}",
                        delivery,
                        gone.failure().id(),
                        gone.why());
            case Transition.LeftThread left ->
                LOG.warn(
                        "delivery {}: sending to {} chat {} instead of thread {}{}: {}",
                        delivery,
                        left.from().chat().platform(),
                        left.from().chat().id(),
                        left.from().thread(),
                        left.permanent() ? " from now on" : "",
                        left.why());
            case Transition.Moved moved ->
                LOG.info(
                        "{} chat {} moved to {}",
                        moved.from().chat().platform(),
                        moved.from().chat().id(),
                        moved.to());
            case Transition.Retried again -> rejections.failed(again.outcome().sentence() + " (" + again.why() + ")");
            case Transition.Advanced _,
                    Transition.Sent _,
                    Transition.Resent _,
                    Transition.Requeued _,
                    Transition.Limited _ -> {}
        }
    }
}
