package digestbot.delivery.sending;

import digestbot.audience.DeliverySchedule;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The message for a due delivery: a separate one, or one for several deliveries that are due to
/// its chat.
///
/// Digests of more than two days of a topic are combined into a bundle, and so are digests of
/// several topics that are due at the same time, if the chat wants that: nobody receives many
/// messages in a row. A round-up keeps its form even with a single digest.
///
/// @param kind empty for a separate message
record DeliveryPlan(Optional<CombinedKind> kind, List<Long> deliveries) {

    DeliveryPlan {
        deliveries = List.copyOf(deliveries);
    }

    /// A due delivery of one digest that was never claimed.
    ///
    /// @param publishedAt empty if the digest has been withdrawn
    record DueDigest(
            long delivery,
            long subscription,
            LocalDate day,
            DeliverySchedule schedule,
            Instant dueAt,
            long thread,
            Optional<Instant> publishedAt) {

        /// Whether it is due at a time that the reader expects: a chosen time, or the end
        /// of the quiet hours that delayed it. Digests with immediate delivery are due together
        /// only by chance.
        boolean isTimed() {
            return switch (schedule) {
                case DeliverySchedule.At _ -> true;
                case DeliverySchedule.Weekly _ -> false;
                case DeliverySchedule.Immediately() ->
                    publishedAt.filter(dueAt::isAfter).isPresent();
            };
        }
    }

    /// Plans the next message of a chat: the first of its due deliveries, of which there is at
    /// least one, and those that are combined with it. The others are planned after it has been
    /// sent, because more may be due by then.
    static DeliveryPlan next(List<DueDigest> due, boolean bundles) {
        DueDigest first = due.getFirst();
        List<DueDigest> sameTopic = due.stream()
                .filter(each -> each.subscription() == first.subscription())
                .toList();
        if (first.schedule() instanceof DeliverySchedule.Weekly) {
            return combined(CombinedKind.ROUND_UP, sameTopic);
        }
        if (sameTopic.stream().map(DueDigest::day).distinct().count() > 2) {
            return combined(CombinedKind.BUNDLE, sameTopic);
        }
        if (bundles && first.isTimed()) {
            List<DueDigest> sameTime = due.stream()
                    .filter(each ->
                            each.isTimed() && each.dueAt().equals(first.dueAt()) && each.thread() == first.thread())
                    .limit(CombinedKind.MAX_DIGESTS)
                    .toList();
            if (sameTime.stream().anyMatch(each -> each.subscription() != first.subscription())) {
                return combined(CombinedKind.BUNDLE, sameTime);
            }
        }
        return new DeliveryPlan(Optional.empty(), List.of(first.delivery()));
    }

    private static DeliveryPlan combined(CombinedKind kind, List<DueDigest> digests) {
        return new DeliveryPlan(
                Optional.of(kind), digests.stream().map(DueDigest::delivery).toList());
    }
}
