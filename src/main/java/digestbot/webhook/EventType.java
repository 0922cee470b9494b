package digestbot.webhook;

import digestbot.audience.StoredEnum;
import java.util.Arrays;
import java.util.List;

/// The events that a webhook can get.
public enum EventType implements StoredEnum {
    /// A digest was published, for the first time or again after it was withdrawn.
    PUBLISHED,
    CORRECTED,
    WITHDRAWN,
    HELD,
    LATE,
    /// A broadcast has reached everybody whom it can reach, or was stopped or withdrawn.
    BROADCAST_DONE,
    /// An operator wants to know whether a webhook works.
    TEST;

    public static final List<EventType> CONFIGURABLE =
            Arrays.stream(values()).filter(type -> type != TEST).toList();
}
