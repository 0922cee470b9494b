package digestbot.delivery;

/// How many requests a platform takes, edits included. Zero means: no limit of ours.
///
/// @param perSecond all chats together, in any second
/// @param perChatPerSecond one chat, in any second
/// @param perGroupPerMinute one group or channel, in any minute
public record Limits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {

    public Limits {
        if (perSecond < 0 || perChatPerSecond < 0 || perGroupPerMinute < 0) {
            throw new IllegalArgumentException("a limit below zero");
        }
    }
}
