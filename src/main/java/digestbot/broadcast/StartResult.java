package digestbot.broadcast;

/// The result of a request to send a broadcast now.
public sealed interface StartResult {

    /// The broadcast was started; the running bot sends it.
    ///
    /// @param recipients the number of recipients at this moment
    record Started(long recipients) implements StartResult {}

    /// No recipients match. The broadcast is unchanged.
    record NoRecipients() implements StartResult {}

    /// The broadcast differs from the preview. It is unchanged and must be previewed again.
    record Stale(StaleConfirmation stale) implements StartResult {}

    /// It was confirmed or discarded before.
    record AlreadyDecided(Broadcast broadcast) implements StartResult {}
}
