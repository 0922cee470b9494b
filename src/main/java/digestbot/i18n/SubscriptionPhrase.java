package digestbot.i18n;

/// The phrases about topics and subscriptions.
public enum SubscriptionPhrase implements Phrase {
    ALL_TOPICS_BUTTON,
    ALSO_NEW_TOPICS,
    /// {0} the existing topics.
    AND_NEW_TOPICS,
    /// All topics, as long as there are none.
    ALL_NEW_TOPICS,
    PICK_TOPICS,
    NO_TOPICS,
    WHICH_TOPIC,
    TOPIC_GONE,
    UNKNOWN_TOPIC,
    /// {0} the typed text, {1} the nearest topic.
    UNKNOWN_TOPIC_MEANT,
    SUBSCRIBED,
    SUBSCRIBED_CHANNEL,
    SUBSCRIBED_DIRECT,
    /// {0} the day and the time.
    NEXT_USUALLY,
    ALREADY_SUBSCRIBED,
    UNSUBSCRIBED,
    NOT_SUBSCRIBED,
    SUBSCRIBE_BUTTON,
    UNSUBSCRIBE_BUTTON,
    SUBSCRIBE_TO_BUTTON,
    UNSUBSCRIBE_FROM_BUTTON,
    CHOOSE_TIME_BUTTON,
    TOPICS_BUTTON,
    STOPPED,
    RESUMED,
    NOTHING_TO_STOP,

    FOLLOW_TITLE,
    MUTE_TITLE,
    /// {0} the command.
    FOLLOW_HOW,
    /// {0} the command.
    MUTE_HOW,
    /// {0} the words.
    WORDS_FOLLOWED,
    /// {0} the words.
    WORDS_MUTED,
    /// {0} the words.
    WORDS_LISTED_BEFORE,
    WORD_REMOVED,
    /// {0} what was typed.
    WORD_TOO_SHORT,
    /// {0} what was typed, {1} the largest number of letters.
    WORD_TOO_LONG,
    /// {0} the largest number of words.
    WORDS_FULL,
    WORD_GONE,
    FOLLOW_WORD_BUTTON,
    /// The line above a digest that is delivered because of a word.
    FOLLOWED_PASSAGE,
    /// {0} a number of points.
    MUTED_POINTS
}
