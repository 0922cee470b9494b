package digestbot.delivery.api;

/// The messages of platforms that refuse something.
public final class RefusalMessages {

    private RefusalMessages() {}

    /// The same without the ids of chats and persons, which platforms like to name.
    public static String withoutIds(String reason) {
        return reason.replaceAll("-?\\d{5,}", "…");
    }
}
