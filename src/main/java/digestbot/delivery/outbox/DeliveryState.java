package digestbot.delivery.outbox;

import java.util.Locale;

/// The states of a delivery. The database rejects transitions that are not allowed.
public enum DeliveryState {
    /// It waits for its time, its turn or its next attempt.
    QUEUED,
    /// A dispatcher has claimed it and is sending its parts.
    IN_FLIGHT,
    /// It waits until its chat can be reached or resumes deliveries.
    PAUSED,
    SENT,
    /// It was given up, with the outcome of the last attempt; an operator may retry it.
    FAILED,
    CANCELLED;

    private final String id = name().toLowerCase(Locale.ROOT);

    /// The name in the database and for operators.
    public String id() {
        return id;
    }

    /// The state with that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static DeliveryState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /// Tells whether the state is final, unless an operator retries a failed delivery.
    public boolean isSettled() {
        return switch (this) {
            case SENT, FAILED, CANCELLED -> true;
            case QUEUED, IN_FLIGHT, PAUSED -> false;
        };
    }
}
