package digestbot.i18n;

public enum SitePhrase implements Phrase {
    TITLE,
    SKIP,
    TOPICS,
    LANGUAGES,
    PERSPECTIVES,
    EDITIONS,
    ARCHIVE,
    DAYS,
    EARLIER,
    LATER,
    HIGHLIGHTS,
    SHARES,
    CORRECTIONS,
    CORRECTED_BADGE,
    /// {0} the day and time.
    PUBLISHED,
    READ_ON,
    EMPTY,
    NOTHING_STORED,
    SEARCH,
    SEARCH_MORE,
    SEARCH_BUSY,
    NOT_FOUND,
    WITHDRAWN;

    @Override
    public String key() {
        return "site-" + Phrase.super.key();
    }
}
