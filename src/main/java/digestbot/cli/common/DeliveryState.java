package digestbot.cli.common;

/// Names of delivery states for operators.
public final class DeliveryState {

    private DeliveryState() {}

    /// The name of a state as the database calls it.
    public static String named(String state) {
        return switch (state) {
            case "owed" -> "queued";
            case "claimed" -> "in flight";
            case "held" -> "paused";
            default -> state;
        };
    }
}
