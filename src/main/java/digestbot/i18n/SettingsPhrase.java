package digestbot.i18n;

public enum SettingsPhrase implements Phrase {
    OUTLETS_QUESTION,
    LAYOUT_STACKED,
    LAYOUT_SIDE_BY_SIDE,
    /// {0} a perspective.
    PERSPECTIVE_FIRST,
    ROUND_UP_QUESTION,
    /// {0} the number of days.
    ROUND_UP_DAYS,
    BUNDLES_BUTTON,
    ANNOUNCEMENTS_BUTTON,
    LANGUAGE_NAME,
    SETTINGS_TITLE,
    SETTINGS_TITLE_CHAT,
    SETTINGS_NOTHING,
    ALL_PERSPECTIVES,
    /// {0} the perspectives so far, {1} the next one.
    PERSPECTIVE_THEN,
    /// {0} the perspective.
    FIRST_THEN_OTHERS,
    SOME_PERSPECTIVES,
    LENGTH_HEADLINES,
    LENGTH_SHORT,
    LENGTH_FULL,
    IMMEDIATELY,
    EVERY_DAY,
    WORKDAYS,
    NEXT_DELIVERY,
    TOPIC_QUESTION,
    PERSPECTIVES_QUESTION,
    TIME_QUESTION,
    TIME_FIRST,
    DAYS_QUESTION,
    LAST_DAY,
    LAST_PERSPECTIVE,
    LANGUAGE_QUESTION,
    SETTINGS_BUTTON,
    ADD_TOPIC_BUTTON,
    LANGUAGE_BUTTON,
    DONE_BUTTON,
    STOP_BUTTON,
    RESUME_BUTTON,
    BACK_BUTTON,
    ROTATING_BUTTON,
    ROTATING_NOTE,
    PERSPECTIVES_BUTTON,
    TIME_BUTTON,
    DAYS_BUTTON,

    QUIET_BUTTON,
    /// {0} the start, {1} the end.
    QUIET_LINE,
    /// {0} the start, {1} the end.
    SILENT_LINE,
    QUIET_QUESTION,
    /// {0} the end.
    QUIET_HOLDS,
    QUIET_SILENCES,
    QUIET_HOLD_BUTTON,
    QUIET_SILENT_BUTTON,
    QUIET_NONE_BUTTON,
    QUIET_FROM_BUTTON,
    QUIET_TO_BUTTON,
    /// {0} the start, {1} the end, {2} the time of arrival.
    TIME_IN_QUIET,
    /// {0} the start, {1} the end.
    TIME_IN_SILENCE,

    /// {0} the zone, {1} its local time.
    ZONE_NOW,
    /// {0} the time in UTC.
    ZONE_UNSET,
    REGION_QUESTION,
    CLOCK_QUESTION,
    /// {0} the local time.
    PLACE_QUESTION,
    REGION_AFRICA,
    REGION_AMERICA,
    REGION_ASIA,
    REGION_EUROPE,
    REGION_OCEANIA,
    REGION_ISLANDS,
    ZONE_BUTTON,
    /// {0} the command, as it is typed.
    ZONE_BY_NAME,
    ZONE_BY_TIME_BUTTON,
    OTHER_PLACES_BUTTON,
    /// {0} the typed text.
    ZONE_SEVERAL,
    /// {0} the typed text.
    ZONE_UNKNOWN_NEAR,
    /// {0} the typed text.
    ZONE_UNKNOWN,
    /// {0} the offset, as it was typed.
    ZONE_OFFSET,
    /// {0} the offset, as it was typed.
    ZONE_NO_OFFSET,
    /// {0} a time of day, as it was typed.
    ZONE_BY_CLOCK,

    /// {0} the number of digests, {1} the number of days.
    NOT_DELIVERED,
    NOTHING_MISSED,
    /// {0} the day of the digest, {1} the time.
    NEXT_SCHEDULED,
    /// {0} the day of the digest, {1} the time.
    NEXT_AFTER_QUIET_HOURS,
    /// {0} the day of the digest.
    NEXT_ON_ITS_WAY,
    /// {0} the day of the digest.
    NEXT_WAITS,
    /// {0} the published language, {1} the language of delivery.
    NEXT_IN_OTHER_LANGUAGE,
    /// {0} the time.
    NEXT_USUALLY_AROUND,
    /// {0} the time.
    NEXT_LATE,
    /// {0} the day of the digest.
    MISSED_UNREACHABLE,
    /// {0} the day of the digest.
    MISSED_REFUSED,
    /// {0} the day of the digest.
    MISSED_WHILE_PAUSED,
    /// {0} the day of the digest.
    MISSED_IN_OTHER_LANGUAGE,

    PLACE_GENERAL,
    PLACE_THIS_TOPIC,
    PLACE_OTHER_TOPIC,
    PLACE_CHANNEL,
    PLACE_THIS_THREAD,
    PLACE_OTHER_THREAD,
    PLACE_POSTS,
    PLACE_THIS_POST,
    PLACE_OTHER_POST,
    /// {0} one of the places above.
    PLACE_LINE,
    PLACE_OWN_THREAD,
    OWN_THREADS_BUTTON,
    DELIVER_HERE_BUTTON,
    DELIVER_TO_GENERAL_BUTTON,
    DELIVER_TO_CHANNEL_BUTTON,
    DELIVER_AS_POSTS_BUTTON,
    PUBLISH_BUTTON,
    DISCUSSIONS_BUTTON,
    DISCUSSIONS_NO_RIGHT,
    /// {0} the topics' names.
    THREAD_DELETED,
    /// {0} the topics' names.
    THREAD_CLOSED
}
