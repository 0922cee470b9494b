package digestbot.broadcast;

/// The result of a request to schedule a broadcast.
public sealed interface ScheduleResult {

    /// It goes out then, if the bot runs.
    record Scheduled(Broadcast broadcast) implements ScheduleResult {}

    /// That time is over.
    record Past() implements ScheduleResult {}

    /// It is not as it was shown any more; it stays what it was, and has to be shown anew.
    record Changed(StaleConfirmation stale) implements ScheduleResult {}

    /// It was confirmed or discarded before.
    record NotOpen(Broadcast broadcast) implements ScheduleResult {}
}
