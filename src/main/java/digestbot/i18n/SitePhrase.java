package digestbot.i18n;

/// The phrases of the public site.
public enum SitePhrase implements Phrase {
    TITLE(0),
    SKIP(0),
    TOPICS(0),
    LANGUAGES(0),
    PERSPECTIVES(0),
    EDITIONS(0),
    ARCHIVE(0),
    DAYS(0),
    EARLIER(0),
    LATER(0),
    HIGHLIGHTS(0),
    SHARES(0),
    CORRECTIONS(0),
    CORRECTED_BADGE(0),
    /// {0} the day and time.
    PUBLISHED(1),
    READ_ON(0),
    EMPTY(0),
    NOTHING_STORED(0),
    SEARCH(0),
    SEARCH_MORE(0),
    SEARCH_BUSY(0),
    NOT_FOUND(0),
    WITHDRAWN(0);

    private final int arguments;

    SitePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "site-" + Phrase.super.key();
    }
}
