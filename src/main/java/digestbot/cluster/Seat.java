package digestbot.cluster;

/// A task that only one node at a time may do, such as polling and sending for one bot account.
public record Seat(String name) {

    /// The import of the digest folder, the planning of deliveries, and the jobs that run on one
    /// node at a time.
    public static final Seat INTAKE = new Seat("intake");
    public static final Seat WEBHOOKS = new Seat("webhooks");

    /// For people, without the account.
    public String title() {
        return name.split(":", -1)[0];
    }

    public static Seat ofAccount(String platform, String account) {
        return new Seat(platform + ":" + account);
    }
}
