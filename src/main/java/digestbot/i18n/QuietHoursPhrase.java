package digestbot.i18n;

/// The phrases about quiet hours.
public enum QuietHoursPhrase implements Phrase {
    QUIET_BUTTON(0),
    /// {0} the start, {1} the end.
    QUIET_LINE(2),
    /// {0} the start, {1} the end.
    SILENT_LINE(2),
    QUIET_QUESTION(0),
    /// {0} the end.
    QUIET_HOLDS(1),
    QUIET_SILENCES(0),
    QUIET_HOLD_BUTTON(0),
    QUIET_SILENT_BUTTON(0),
    QUIET_NONE_BUTTON(0),
    QUIET_FROM_BUTTON(1),
    QUIET_TO_BUTTON(1),
    /// {0} the start, {1} the end, {2} the time of arrival.
    TIME_IN_QUIET(3),
    /// {0} the start, {1} the end.
    TIME_IN_SILENCE(2);

    private final int arguments;

    QuietHoursPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
