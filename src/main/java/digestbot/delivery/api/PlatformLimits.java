package digestbot.delivery.api;

import digestbot.config.CheckedSection;
import digestbot.config.Key;
import java.util.function.BiConsumer;
/// The limits of a platform in requests, including edits and deletions; 0 means no limit. The
/// defaults are those of Telegram, which has other limits for bots that pay.
///
/// @param paidPerSecond the limit for all chats together if new messages are sent as paid
///     broadcasts; edits and deletions cannot be paid for and keep to `perSecond`. 0 = no paid
///     broadcasts

public record PlatformLimits(
        @Key(def = "30", min = 1, max = 1_000) int perSecond,
        @Key(def = "1", min = 1, max = 1_000) int perChatPerSecond,
        @Key(def = "20", min = 1, max = 60_000) int perGroupPerMinute,
        @Key(def = "0", max = 1_000) int paidPerSecond)
        implements CheckedSection {

    public PlatformLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        this(perSecond, perChatPerSecond, perGroupPerMinute, 0);
    }

    @Override
    public void check(BiConsumer<String, String> refuse) {
        if (paid() && paidPerSecond <= perSecond) {
            refuse.accept(
                    "paid-per-second", "must be 0, or more than the %,d free messages per second".formatted(perSecond));
        }
    }

    public boolean paid() {
        return paidPerSecond > 0;
    }

    public int overall() {
        return paid() ? paidPerSecond : perSecond;
    }
}
