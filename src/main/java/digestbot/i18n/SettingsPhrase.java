package digestbot.i18n;

/// The phrases of the settings.
public enum SettingsPhrase implements Phrase {
    OUTLETS_QUESTION(0),
    LAYOUT_STACKED(0),
    LAYOUT_SIDE_BY_SIDE(0),
    /// {0} a perspective.
    PERSPECTIVE_FIRST(1),
    ROUND_UP_QUESTION(0),
    /// {0} the number of days.
    ROUND_UP_DAYS(1),
    BUNDLES_BUTTON(0),
    ANNOUNCEMENTS_BUTTON(0),
    LANGUAGE_NAME(0),
    SETTINGS_TITLE(0),
    SETTINGS_TITLE_CHAT(0),
    SETTINGS_NOTHING(0),
    ALL_PERSPECTIVES(0),
    /// {0} the perspectives so far, {1} the next one.
    PERSPECTIVE_THEN(2),
    /// {0} the perspective.
    FIRST_THEN_OTHERS(1),
    SOME_PERSPECTIVES(1),
    LENGTH_HEADLINES(0),
    LENGTH_SHORT(0),
    LENGTH_FULL(0),
    IMMEDIATELY(0),
    EVERY_DAY(0),
    WORKDAYS(0),
    NEXT_DELIVERY(1),
    TOPIC_QUESTION(0),
    PERSPECTIVES_QUESTION(0),
    TIME_QUESTION(0),
    TIME_FIRST(0),
    DAYS_QUESTION(0),
    LAST_DAY(0),
    LAST_PERSPECTIVE(0),
    LANGUAGE_QUESTION(0),
    SETTINGS_BUTTON(0),
    ADD_TOPIC_BUTTON(0),
    LANGUAGE_BUTTON(0),
    DONE_BUTTON(0),
    STOP_BUTTON(0),
    RESUME_BUTTON(0),
    BACK_BUTTON(0),
    ROTATING_BUTTON(0),
    ROTATING_NOTE(0),
    PERSPECTIVES_BUTTON(0),
    TIME_BUTTON(0),
    DAYS_BUTTON(0);

    private final int arguments;

    SettingsPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
