package digestbot.delivery.outbox;

/// The request to the platform for one part of a delivery.
///
/// @param <M> the platform's form of one message
public sealed interface Step<M> {

    /// Sends a new message.
    ///
    /// @param silent true for no sound on readers' devices
    record Send<M>(M message, boolean silent) implements Step<M> {}

    /// Edits an earlier message.
    record Edit<M>(String messageId, M message) implements Step<M> {}

    /// Deletes an earlier message.
    record Delete<M>(String messageId) implements Step<M> {}
}
