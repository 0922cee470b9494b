package digestbot.webhook;

import digestbot.audience.StoredEnum;

/// The events that a webhook can get.
public enum EventType implements StoredEnum {
    /// A digest was published, for the first time or again after it was withdrawn.
    PUBLISHED,
    CORRECTED,
    WITHDRAWN,
    HELD,
    LATE,
    /// A broadcast has reached everybody whom it can reach, or was stopped or withdrawn.
    BROADCAST_DONE
}
