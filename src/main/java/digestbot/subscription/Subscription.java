package digestbot.subscription;

import java.util.List;

/// A subscriber's wish for a topic.
///
/// @param number the database's, never reused
/// @param subscriber the subscriber's number
/// @param topic the topic's id
/// @param thread the forum topic that it is delivered to; 0 for none
/// @param sides the wanted sides' ids, in order; empty means all, the first one rotating by day
public record Subscription(
        long number, long subscriber, String topic, long thread, List<String> sides, Length length, When when) {
    public Subscription {
        sides = List.copyOf(sides);
    }

    /// The same, delivered to another forum topic; 0 for none.
    public Subscription withThread(long other) {
        return new Subscription(number, subscriber, topic, other, sides, length, when);
    }

    /// The same with other sides.
    public Subscription withSides(List<String> others) {
        return new Subscription(number, subscriber, topic, thread, others, length, when);
    }

    /// The same with another length.
    public Subscription withLength(Length other) {
        return new Subscription(number, subscriber, topic, thread, sides, other, when);
    }

    /// The same at another time.
    public Subscription withWhen(When other) {
        return new Subscription(number, subscriber, topic, thread, sides, length, other);
    }
}
