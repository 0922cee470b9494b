package digestbot.i18n;

/// The phrases about deliveries: what comes next, what was not delivered, and why.
public enum StatusPhrase implements Phrase {
    /// {0} the number of digests, {1} the number of days.
    NOT_DELIVERED(2),
    NOTHING_MISSED(1),
    /// {0} the day of the digest, {1} the time.
    NEXT_SCHEDULED(2),
    /// {0} the day of the digest, {1} the time.
    NEXT_AFTER_QUIET_HOURS(2),
    /// {0} the day of the digest.
    NEXT_ON_ITS_WAY(1),
    /// {0} the day of the digest.
    NEXT_WAITS(1),
    /// {0} the published language, {1} the language of delivery.
    NEXT_IN_OTHER_LANGUAGE(2),
    /// {0} the time.
    NEXT_USUALLY_AROUND(1),
    /// {0} the time.
    NEXT_LATE(1),
    /// {0} the day of the digest.
    MISSED_UNREACHABLE(1),
    /// {0} the day of the digest.
    MISSED_REFUSED(1),
    /// {0} the day of the digest.
    MISSED_WHILE_PAUSED(1),
    /// {0} the day of the digest.
    MISSED_IN_OTHER_LANGUAGE(1);

    private final int arguments;

    StatusPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
