package digestbot.i18n;

/// The phrases about digests that are held, released or withdrawn.
public enum ReviewPhrase implements Phrase {
    WITHDRAW_HOW,
    /// {0} the topic, {1} the day.
    WITHDRAW_QUESTION,
    /// {0} the title, {1} the language, {2} the number of messages.
    WITHDRAW_LINE,
    WITHDRAW_MESSAGES,
    WITHDRAW_MANY_MESSAGES,
    /// {0} the number of messages.
    WITHDRAW_BUTTON,
    /// {0} the number of messages.
    WITHDRAW_DONE,
    /// {0} the title, {1} the language.
    WITHDRAW_HELD_LINE,
    /// {0} the title, {1} the language.
    WITHDRAW_UNSENT_LINE,
    WITHDRAW_UNSENT_BUTTON,
    WITHDRAW_UNSENT_DONE,
    WITHDRAW_UNREACHABLE,
    WITHDRAW_CANCELLED,
    /// {0} the digest, {1} when it is published automatically, with the zone.
    HELD_FOR_REVIEW,
    /// {0} the digest.
    PUBLISHED_WITH_WARNINGS,
    /// {0} the digest.
    NO_LONGER_HELD,
    RELEASE_BUTTON,
    RELEASE_PREVIEW_BUTTON,
    RELEASE_WITHDRAW_BUTTON,
    RELEASE_LIST_BUTTON,
    RELEASE_TITLE,
    /// {0} the digest, {1} the time of automatic publication, with the zone.
    RELEASE_LINE,
    /// {0} the line of the file, {1} the warning.
    RELEASE_WARNING,
    RELEASE_NOTHING,
    /// {0} the digest.
    RELEASE_DONE,
    /// {0} the requested digest.
    RELEASE_NOT_HELD,
    RELEASE_GONE,
    /// {0} the digest.
    REJECT_QUESTION,
    /// {0} the digest.
    REJECT_DONE
}
