package digestbot.broadcast;

/// The result of a request to schedule a broadcast.
public sealed interface ScheduleResult {

    /// The broadcast is scheduled. It is sent if the bot runs at that time.
    record Scheduled(Broadcast broadcast) implements ScheduleResult {}

    /// The time has passed.
    record TimePassed() implements ScheduleResult {}

    /// The broadcast differs from the preview. It is unchanged and must be previewed again.
    record Stale(StaleConfirmation stale) implements ScheduleResult {}

    /// It was confirmed or discarded before.
    record AlreadyDecided(Broadcast broadcast) implements ScheduleResult {}
}
