package digestbot.delivery.outbox;

import digestbot.audience.StoredEnum;
import java.util.Locale;

/// The states of a delivery. The database rejects transitions that are not allowed.
public enum DeliveryState implements StoredEnum {
    /// It waits for its time, its turn or its next attempt.
    QUEUED,
    IN_FLIGHT,
    /// It waits until its chat can be reached or resumes deliveries.
    PAUSED,
    SENT,
    /// The last attempt failed for good; an operator may retry it.
    FAILED,
    CANCELLED;

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DeliveryState of(String id) {
        return StoredEnum.of(DeliveryState.class, id);
    }

    public boolean isSettled() {
        return switch (this) {
            case SENT, FAILED, CANCELLED -> true;
            case QUEUED, IN_FLIGHT, PAUSED -> false;
        };
    }
}
