package digestbot.i18n;

public enum BroadcastPhrase implements Phrase {
    TITLE,
    LABEL,
    PICTURE_LABEL,
    HOW,
    EMPTY,
    /// {0} the largest size in megabytes.
    PICTURE_REFUSED,
    PICTURE_MISSING,
    /// {0} the platform, {1} the number of messages, {2} the maximum.
    TOO_LONG,
    PREVIEW,
    /// {0} the number, {1} the number on each platform, {2} the recipients.
    TO,
    EVERYONE,
    OF_PLATFORM,
    OF_TOPIC,
    NOBODY,
    /// {0} the broadcast's number, {1} the time.
    SAME_TEXT,
    RECIPIENTS,
    SENDING_TO,
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    SENDING,
    PER_SECOND,
    SECONDS_LEFT,
    MINUTES_LEFT,
    HOURS_LEFT,
    SENT,
    UNREACHABLE,
    /// {0} the number, {1} by cause.
    FAILED,
    SKIPPED,
    STOPPED,
    STOP_STARTED,
    DISCARDED,
    GONE,
    /// {0} the number of recipients.
    SEND_BUTTON,
    RECIPIENTS_BUTTON,
    DISCARD_BUTTON,
    EVERYONE_BUTTON,
    BACK_BUTTON,
    SHOW_BUTTON,
    STOP_BUTTON,
    HOW_BUTTONS,
    /// {0} the number of buttons, {1} the maximum.
    TOO_MANY_BUTTONS,
    /// {0} the topic, {1} the perspective.
    OF_PERSPECTIVE,
    /// {0} the language's name.
    OF_LANGUAGE,
    OF_ACTIVE,
    IMPORTANT,
    /// {0} the kind of chat, {1} its language, {2} its topics.
    EXAMPLE,
    /// {0} the platform.
    PRIVATE_CHAT,
    GROUP,
    CHANNEL,
    /// {0} the time, with the zone.
    SCHEDULED_FOR,
    /// {0} the broadcast's number.
    MISSED,
    /// {0} the broadcast's number.
    MISSED_ALL,
    OPEN_BUTTON,
    /// {0} the broadcast's number.
    NUMBER_BUTTON,
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    PAUSED,
    /// {0} the number of chats that received it.
    WITHDRAW_QUESTION,
    WITHDRAWAL_STARTED,
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    WITHDRAWING,
    /// {0} from how many.
    WITHDRAWN,
    ANNOUNCEMENT_WITHDRAWN,
    /// {0} the number of recipients.
    SEND_NOW_BUTTON,
    ASK_WITHDRAW_BUTTON,
    /// {0} the number of chats.
    WITHDRAW_BUTTON,
    STALE,
    STALE_TEXT,
    STALE_RECIPIENTS,
    STALE_TIME,
    /// {0} the number shown, {1} the current number.
    STALE_COUNT,
    /// {0} the broadcast's number, {1} the beginning of its text, {2} the person who scheduled it.
    NO_RIGHT,
    /// {0} the broadcast's number, {1} the beginning of its text, {2} the person who sent it.
    NO_RIGHT_PAUSED,
    FORGOTTEN_PERSON;

    @Override
    public String key() {
        return "broadcast-" + Phrase.super.key();
    }
}
