package digestbot.i18n;

/// The phrases about mistakes that readers report.
public enum MistakePhrase implements Phrase {
    BUTTON(0),
    /// At most 45 characters.
    LABEL(0),
    /// {0} the topic and the day.
    WHERE(1),
    WHICH(0),
    WRITE(0),
    WHOLE_BUTTON(0),
    /// The digest as a whole, as the part that contains a mistake.
    WHOLE(0),
    THANKS(0),
    ENOUGH(0),
    SHOW_BUTTON(0),
    /// {0} the topic and the day, {1} the revision, {2} the perspective.
    NOTICE(3);

    private final int arguments;

    MistakePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "mistake-" + Phrase.super.key();
    }
}
