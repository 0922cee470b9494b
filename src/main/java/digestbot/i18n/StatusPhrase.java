package digestbot.i18n;

/// The phrases about deliveries: what was delivered, what was not, and why.
public enum StatusPhrase implements Phrase {
    /// {0} the number of digests, {1} the number of days.
    NOT_DELIVERED(2),
    NOTHING_MISSED(1),
    /// {0} the start, {1} the schedule.
    WHY_SUBSCRIBED(2),
    /// {0} from, {1} to.
    WHY_QUIET_HOLDS(2),
    /// {0} from, {1} to.
    WHY_QUIET_SILENCES(2),
    WHY_UNREACHABLE(0),
    /// {0} the date of today's digest.
    WHY_DATED(1),
    WHY_NOT_PUBLISHED(0),
    WHY_USUALLY(1),
    WHY_LATE(1),
    WHY_NEXT_USUALLY(1),
    WHY_SCHEDULED(1),
    WHY_BEING_DELIVERED(0),
    /// {0} the time.
    WHY_DELIVERED(1),
    /// {0} the time.
    WHY_CORRECTED(1),
    WHY_CORRECTION_DUE(0),
    WHY_PAUSED(0),
    WHY_FAILED_REACH(0),
    WHY_FAILED(0),
    WHY_CANCELLED(0),
    WHY_BEFORE(0),
    WHY_ARCHIVED(0),
    /// {0} the language of delivery, {1} the others.
    WHY_LANGUAGE(2),
    /// {0} the published language, {1} the language of delivery.
    WHY_OTHER_LANGUAGE(2),
    /// {0} the language of delivery.
    WHY_LANGUAGE_SINCE(1),
    /// {0} the language of delivery at the time.
    WHY_DELIVERED_IN(1);

    private final int arguments;

    StatusPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
