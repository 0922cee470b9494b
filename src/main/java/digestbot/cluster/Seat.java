package digestbot.cluster;

/// A task that only one node at a time may do, such as polling and sending for one bot account.
public record Seat(String name) {

    /// The import of the digest folder, and the planning of deliveries.
    public static final Seat INTAKE = new Seat("intake");

    /// Sending events to webhooks.
    public static final Seat WEBHOOKS = new Seat("webhooks");

    /// The name for people, without the account.
    public String title() {
        return name.split(":", -1)[0];
    }

    /// The seat of a bot account on a platform.
    public static Seat ofAccount(String platform, String account) {
        return new Seat(platform + ":" + account);
    }
}
