package digestbot.delivery.outbox;

import java.util.Locale;

/// The states of a delivery. The database rejects transitions that are not allowed.
public enum DeliveryState {
    /// It waits for its time, its turn or its next attempt.
    QUEUED,
    IN_FLIGHT,
    /// It waits until its chat can be reached or resumes deliveries.
    PAUSED,
    SENT,
    /// The last attempt failed for good; an operator may retry it.
    FAILED,
    CANCELLED;

    private final String id = name().toLowerCase(Locale.ROOT);

    /// The name in the database and for operators.
    public String id() {
        return id;
    }

    public static DeliveryState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    public boolean isSettled() {
        return switch (this) {
            case SENT, FAILED, CANCELLED -> true;
            case QUEUED, IN_FLIGHT, PAUSED -> false;
        };
    }
}
