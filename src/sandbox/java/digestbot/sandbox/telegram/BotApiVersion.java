package digestbot.sandbox.telegram;

/// The versions of the Bot API that differ in how a message is sent to one member of a group alone.
/// A server ignores the parameters that it does not know.
public enum BotApiVersion {
    /// Has no ephemeral messages.
    V10_1(false, false),
    /// Takes `receiver_user_id` and `callback_query_id`.
    V10_2(true, false),
    /// Takes the object `ephemeral_message_parameters`, and the older form.
    V10_3(true, true),
    OBJECT_ALONE(false, true);

    final boolean plain;
    final boolean object;

    BotApiVersion(boolean plain, boolean object) {
        this.plain = plain;
        this.object = object;
    }

    boolean hasEphemeralMessages() {
        return plain || object;
    }
}
