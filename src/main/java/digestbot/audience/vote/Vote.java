package digestbot.audience.vote;

import digestbot.audience.StoredEnum;

/// A reader's answer to the question whether a digest was balanced.
public enum Vote implements StoredEnum {
    BALANCED,
    ONE_SIDED
}
