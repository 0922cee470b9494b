package digestbot.i18n;

/// The phrases about broadcasts.
public enum BroadcastPhrase implements Phrase {
    TITLE(0),
    LABEL(0),
    HOW(0),
    EMPTY(0),
    /// {0} the platform, {1} the number of messages, {2} the maximum.
    TOO_LONG(3),
    PREVIEW(1),
    /// {0} the number, {1} the number on each platform, {2} the recipients.
    TO(3),
    EVERYONE(0),
    OF_PLATFORM(1),
    OF_TOPIC(1),
    NOBODY(0),
    /// {0} the broadcast's number, {1} the time.
    SAME_TEXT(2),
    RECIPIENTS(0),
    SENDING_TO(1),
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    SENDING(4),
    PER_SECOND(1),
    SECONDS_LEFT(1),
    MINUTES_LEFT(1),
    HOURS_LEFT(1),
    SENT(1),
    UNREACHABLE(1),
    /// {0} the number, {1} by cause.
    FAILED(2),
    SKIPPED(1),
    STOPPED(1),
    STOP_STARTED(0),
    DISCARDED(0),
    GONE(0),
    /// {0} the number of recipients.
    SEND_BUTTON(1),
    RECIPIENTS_BUTTON(0),
    DISCARD_BUTTON(0),
    EVERYONE_BUTTON(0),
    BACK_BUTTON(0),
    SHOW_BUTTON(0),
    STOP_BUTTON(0),
    HOW_BUTTONS(0),
    /// {0} the number of buttons, {1} the maximum.
    TOO_MANY_BUTTONS(2),
    /// {0} the topic, {1} the perspective.
    OF_PERSPECTIVE(2),
    /// {0} the language's name.
    OF_LANGUAGE(1),
    OF_ACTIVE(1),
    IMPORTANT(0),
    /// {0} the kind of chat, {1} its language, {2} its topics.
    EXAMPLE(3),
    /// {0} the platform.
    PRIVATE_CHAT(1),
    GROUP(1),
    CHANNEL(1),
    /// {0} the time, with the zone.
    SCHEDULED_FOR(1),
    /// {0} the broadcast's number.
    MISSED(1),
    /// {0} the broadcast's number.
    MISSED_ALL(1),
    OPEN_BUTTON(0),
    /// {0} the broadcast's number.
    NUMBER_BUTTON(1),
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    PAUSED(4),
    /// {0} the number of chats that received it.
    WITHDRAW_QUESTION(1),
    WITHDRAWAL_STARTED(0),
    /// {0} a bar, {1} how many deliveries are settled, {2} of how many, {3} the percentage.
    WITHDRAWING(4),
    /// {0} from how many.
    WITHDRAWN(1),
    ANNOUNCEMENT_WITHDRAWN(0),
    /// {0} the number of recipients.
    SEND_NOW_BUTTON(1),
    ASK_WITHDRAW_BUTTON(0),
    /// {0} the number of chats.
    WITHDRAW_BUTTON(1),
    STALE(0),
    STALE_TEXT(0),
    STALE_RECIPIENTS(0),
    STALE_TIME(0),
    /// {0} the number shown, {1} the current number.
    STALE_COUNT(2),
    /// {0} the broadcast's number, {1} the beginning of its text, {2} the person who scheduled it.
    NO_RIGHT(3),
    /// {0} the broadcast's number, {1} the beginning of its text, {2} the person who sent it.
    NO_RIGHT_PAUSED(3),
    FORGOTTEN_PERSON(0);

    private final int arguments;

    BroadcastPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "broadcast-" + Phrase.super.key();
    }
}
