package digestbot.i18n;

/// The phrases about sharing a digest with others.
public enum SharePhrase implements Phrase {
    BUTTON(0),
    COPY_LINK_BUTTON(0),
    /// The button below a shared digest, which opens it in the bot.
    OPEN_BUTTON(0),
    /// The link at the end of a part of a digest.
    READ_ON(0),
    /// The button that opens a digest's web page.
    WEB_BUTTON(0),
    /// The link to the web page at the end of a part of a digest.
    READ_ON_WEB(0),
    /// The button above the results of an inline query that found nothing.
    NOTHING_FOUND_BUTTON(0),
    HERE_BUTTON(0),
    NOT_HERE(0),
    /// {0} the person.
    SHARED_BY(1);

    private final int arguments;

    SharePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "share-" + Phrase.super.key();
    }
}
