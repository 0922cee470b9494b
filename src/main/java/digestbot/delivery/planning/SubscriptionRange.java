package digestbot.delivery.planning;

/// A range of subscription numbers: greater than `after`, up to and including `to`.
public record SubscriptionRange(long after, long to) {

    boolean isLast() {
        return to == Long.MAX_VALUE;
    }
}
