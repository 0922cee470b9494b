package digestbot.delivery.api;

/// Error messages of platforms.
public final class RefusalMessages {

    private RefusalMessages() {}

    /// The message without the chat and user ids that platforms often include.
    public static String withoutIds(String reason) {
        return reason.replaceAll("-?\\d{5,}", "…");
    }
}
