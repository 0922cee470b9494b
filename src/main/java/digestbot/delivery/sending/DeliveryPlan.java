package digestbot.delivery.sending;

import digestbot.audience.DeliverySchedule;
import digestbot.content.views.CombinedKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The message that a due delivery becomes: its own, or one together with other deliveries that
/// are due to its chat.
///
/// Digests of more than two days of a topic are combined into a catch-up, and digests of several
/// topics that are due at one time into a bundle, so that nobody gets many messages in a row. A
/// round-up is a message of its own kind even with a single digest.
sealed interface DeliveryPlan {

    /// The numbers of the deliveries that the message is for, in order.
    List<Long> deliveries();

    /// A message for this delivery alone.
    record Single(long delivery) implements DeliveryPlan {
        @Override
        public List<Long> deliveries() {
            return List.of(delivery);
        }
    }

    /// A message for several deliveries: a bundle, a catch-up or a round-up.
    record Combined(CombinedKind kind, List<Long> deliveries) implements DeliveryPlan {
        public Combined {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// A due delivery of one digest that was never claimed.
    ///
    /// @param subscription the number of the subscription that it is for
    /// @param day the digest's day
    /// @param schedule the subscription's
    /// @param thread the thread of the chat that it goes to; 0 for none
    /// @param publishedAt empty if the digest has been withdrawn
    record DueDigest(
            long delivery,
            long subscription,
            LocalDate day,
            DeliverySchedule schedule,
            Instant dueAt,
            long thread,
            Optional<Instant> publishedAt) {

        /// Tells whether it is due at a time that its reader knows: at a chosen one, or at the end of the quiet hours
        /// that delayed it. Digests that come as soon as they are published meet others by chance.
        boolean isTimed() {
            return switch (schedule) {
                case DeliverySchedule.At _ -> true;
                case DeliverySchedule.Weekly _ -> false;
                case DeliverySchedule.Immediately() ->
                    publishedAt.filter(dueAt::isAfter).isPresent();
            };
        }
    }

    /// Plans the next message of a chat. The deliveries that it is not for are planned when it has been sent, because
    /// more may be due by then.
    ///
    /// @param due all that is due to the chat, in the order in which it gets them; at least one
    /// @param bundles whether the chat wants bundles
    /// @return a plan for the first delivery, and for those that go with it
    static DeliveryPlan next(List<DueDigest> due, boolean bundles) {
        DueDigest first = due.getFirst();
        List<DueDigest> sameTopic = due.stream()
                .filter(each -> each.subscription() == first.subscription())
                .toList();
        if (first.schedule() instanceof DeliverySchedule.Weekly) {
            return combined(CombinedKind.ROUND_UP, sameTopic);
        }
        if (sameTopic.stream().map(DueDigest::day).distinct().count() > 2) {
            return combined(CombinedKind.CATCH_UP, sameTopic);
        }
        if (bundles && first.isTimed()) {
            List<DueDigest> sameTime = due.stream()
                    .filter(each ->
                            each.isTimed() && each.dueAt().equals(first.dueAt()) && each.thread() == first.thread())
                    .toList();
            if (sameTime.stream().anyMatch(each -> each.subscription() != first.subscription())) {
                return combined(CombinedKind.BUNDLE, sameTime);
            }
        }
        return new Single(first.delivery());
    }

    private static Combined combined(CombinedKind kind, List<DueDigest> digests) {
        return new Combined(kind, digests.stream().map(DueDigest::delivery).toList());
    }
}
