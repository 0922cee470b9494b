package digestbot.i18n;

/// The phrases about topics and subscriptions.
public enum SubscriptionPhrase implements Phrase {
    ALL_TOPICS_BUTTON(0),
    ALSO_NEW_TOPICS(0),
    /// {0} the existing topics.
    AND_NEW_TOPICS(1),
    /// All topics, as long as there are none.
    ALL_NEW_TOPICS(0),
    PICK_TOPICS(0),
    NO_TOPICS(0),
    WHICH_TOPIC(1),
    TOPIC_GONE(0),
    UNKNOWN_TOPIC(1),
    /// {0} the typed text, {1} the nearest topic.
    UNKNOWN_TOPIC_MEANT(2),
    SUBSCRIBED(1),
    SUBSCRIBED_CHANNEL(1),
    SUBSCRIBED_DIRECT(1),
    /// {0} the day and the time.
    NEXT_USUALLY(1),
    ALREADY_SUBSCRIBED(1),
    UNSUBSCRIBED(1),
    NOT_SUBSCRIBED(1),
    SUBSCRIBE_BUTTON(0),
    UNSUBSCRIBE_BUTTON(0),
    SUBSCRIBE_TO_BUTTON(1),
    UNSUBSCRIBE_FROM_BUTTON(1),
    CHOOSE_TIME_BUTTON(0),
    TOPICS_BUTTON(0),
    STOPPED(0),
    RESUMED(0),
    NOTHING_TO_STOP(0);

    private final int arguments;

    SubscriptionPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
