package digestbot.broadcast;

/// The result of a request to send a broadcast now.
public sealed interface StartResult {

    /// The running bot sends it from now on.
    ///
    /// @param recipients how many there are at this moment
    record Started(long recipients) implements StartResult {}

    /// No recipients match. The broadcast is unchanged.
    record NoRecipients() implements StartResult {}

    /// It is not as it was shown any more; it stays what it was, and has to be shown anew.
    record Stale(StaleConfirmation stale) implements StartResult {}

    /// It was confirmed or discarded before.
    record AlreadyDecided(Broadcast broadcast) implements StartResult {}
}
