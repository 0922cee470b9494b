package digestbot.webhook;

import digestbot.audience.StoredEnum;

public enum EventType implements StoredEnum {
    /// A digest was published, for the first time or again after it was withdrawn.
    PUBLISHED,
    CORRECTED,
    WITHDRAWN,
    HELD,
    LATE,
    /// A broadcast has reached everybody that it can reach, or was stopped or withdrawn.
    BROADCAST_DONE
}
