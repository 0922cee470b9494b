package digestbot.i18n;

/// The phrases about digests that are held, released or withdrawn.
public enum ReviewPhrase implements Phrase {
    WITHDRAW_HOW(0),
    /// {0} the topic, {1} the day.
    WITHDRAW_QUESTION(2),
    /// {0} the title, {1} the language, {2} the number of messages.
    WITHDRAW_LINE(3),
    WITHDRAW_MESSAGES(1),
    WITHDRAW_MANY_MESSAGES(1),
    /// {0} the number of messages.
    WITHDRAW_BUTTON(1),
    /// {0} the number of messages.
    WITHDRAW_DONE(1),
    /// {0} the title, {1} the language.
    WITHDRAW_HELD_LINE(2),
    /// {0} the title, {1} the language.
    WITHDRAW_UNSENT_LINE(2),
    WITHDRAW_UNSENT_BUTTON(0),
    WITHDRAW_UNSENT_DONE(0),
    WITHDRAW_CANCELLED(0),
    /// {0} the digest, {1} when it is published automatically, with the zone.
    HELD_FOR_REVIEW(2),
    /// {0} the digest.
    PUBLISHED_WITH_WARNINGS(1),
    /// {0} the digest.
    NO_LONGER_HELD(1),
    RELEASE_BUTTON(0),
    RELEASE_PREVIEW_BUTTON(0),
    RELEASE_WITHDRAW_BUTTON(0),
    RELEASE_LIST_BUTTON(0),
    RELEASE_TITLE(0),
    /// {0} the digest, {1} the time of automatic publication, with the zone.
    RELEASE_LINE(2),
    /// {0} the line of the file, {1} the warning.
    RELEASE_WARNING(2),
    RELEASE_NOTHING(0),
    /// {0} the digest.
    RELEASE_DONE(1),
    /// {0} the requested digest.
    RELEASE_NOT_HELD(1),
    RELEASE_GONE(0),
    /// {0} the digest.
    REJECT_QUESTION(1),
    /// {0} the digest.
    REJECT_DONE(1);

    private final int arguments;

    ReviewPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
