package digestbot.delivery.outbox;

/// A request of a part of a delivery to the platform.
///
/// @param <M> the platform's form of one message
public sealed interface Step<M> {

    /// A new message.
    ///
    /// @param silent whether its readers' devices stay quiet
    record Send<M>(M message, boolean silent) implements Step<M> {}

    /// A message in the place of one that was sent before.
    record Edit<M>(String messageId, M message) implements Step<M> {}

    /// A message that was sent before disappears.
    record Delete<M>(String messageId) implements Step<M> {}
}
