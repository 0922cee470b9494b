package digestbot.audience;

/// A subscriber's subscription to a topic, or to the digests with followed words, with its options.
///
/// @param number the number in the database, never reused
/// @param topic the topic's id; [#TO_WORDS] for followed words
/// @param thread the forum topic that it is delivered to; 0 for none
/// @param schedule when it is delivered: its own schedule or the chat's
public record Subscription(
        long number,
        long subscriber,
        String topic,
        long thread,
        ReadingOptions reading,
        DeliverySchedule schedule,
        boolean hasOwnSchedule) {

    /// The topic of a subscription to digests with followed words. A subscription of this kind lets
    /// schedules, corrections, withdrawals and moves of chats treat its deliveries like others.
    public static final String TO_WORDS = "";

    public Subscription withThread(long other) {
        return new Subscription(number, subscriber, topic, other, reading, schedule, hasOwnSchedule);
    }

    public Subscription withReading(ReadingOptions other) {
        return new Subscription(number, subscriber, topic, thread, other, schedule, hasOwnSchedule);
    }

    public Subscription withSchedule(DeliverySchedule own) {
        return new Subscription(number, subscriber, topic, thread, reading, own, true);
    }

    public Subscription withScheduleOf(Preferences chat) {
        return new Subscription(number, subscriber, topic, thread, reading, chat.schedule(), false);
    }
}
