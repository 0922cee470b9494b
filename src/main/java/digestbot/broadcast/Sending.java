package digestbot.broadcast;

/// What came of the wish to send a draft.
public sealed interface Sending {

    /// The running bot sends it from now on.
    ///
    /// @param recipients how many there are at this moment
    record Started(long recipients) implements Sending {}

    /// Nobody would get it; it stays a draft.
    record Nobody() implements Sending {}

    /// It is no draft any more.
    record NoDraft(Broadcast broadcast) implements Sending {}
}
