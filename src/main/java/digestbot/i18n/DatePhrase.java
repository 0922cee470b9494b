package digestbot.i18n;

/// The phrases of days and times.
public enum DatePhrase implements Phrase {
    /// {0} a day, {1} its age.
    DAY_WITH_AGE(2),
    YESTERDAY(0),
    TOMORROW(0),
    DAYS_AGO(1),
    HOURS(1),
    MINUTES(1),
    SPOKEN_TODAY(0),
    SPOKEN_YESTERDAY(0),
    SPOKEN_DAY_BEFORE_YESTERDAY(0),
    SPOKEN_TOMORROW(0),
    WHICH_DATE(0),
    UNKNOWN_DATE(1),
    /// {0} the typed text, {1} and {2} the days.
    EITHER_DATE(3),
    FUTURE_DATE(1),
    /// {0} a heading, {1} the time of day.
    TODAYS_USUALLY(2),
    /// The same for a digest that should have been published by now.
    TODAYS_LATE(2),
    /// {0} a time, possibly with its days, {1} the time zone.
    TIME_IN_ZONE(2);

    private final int arguments;

    DatePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
