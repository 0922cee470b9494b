package digestbot.delivery.api;

/// The limits of a platform in requests, including edits and deletions; 0 means no limit.
///
/// @param paidPerSecond the limit for all chats together if new messages are sent as paid
///     broadcasts; edits and deletions cannot be paid for and keep to `perSecond`. 0 = no paid
///     broadcasts
/// @param inFlight the maximum number of simultaneous requests
public record PlatformLimits(
        int perSecond, int perChatPerSecond, int perGroupPerMinute, int paidPerSecond, int inFlight) {

    public PlatformLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute, int paidPerSecond) {
        this(perSecond, perChatPerSecond, perGroupPerMinute, paidPerSecond, 32);
    }

    public PlatformLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        this(perSecond, perChatPerSecond, perGroupPerMinute, 0);
    }

    public boolean paid() {
        return paidPerSecond > 0;
    }

    public int overall() {
        return paid() ? paidPerSecond : perSecond;
    }
}
