package digestbot.i18n;

/// The phrases about stored data, its export and its deletion.
public enum PrivacyPhrase implements Phrase {
    PRIVACY_TITLE(0),
    PRIVACY_PERSON(0),
    PRIVACY_CHAT(0),
    PRIVACY_WORDS(0),
    PRIVACY_SENT(0),
    PRIVACY_OPENED(0),
    PRIVACY_COUNTED(0),
    PRIVACY_MISTAKES(0),
    /// {0} the number of days.
    PRIVACY_VOTES(1),
    PRIVACY_SITE(0),
    /// {0} the number of days.
    PRIVACY_SILENT(1),
    PRIVACY_FOR_EVER(0),
    PRIVACY_FORGET(0),
    PRIVACY_COPIES(0),
    /// {0} the number of days.
    PRIVACY_BACKUPS(1),
    EXPORT_BUTTON(0),
    EXPORT_PERSON(0),
    EXPORT_PENDING(0),
    EXPORT_CHAT(0),
    FORGET_BUTTON(0),
    FORGET_PERSON(0),
    FORGET_CHAT(0),
    FORGET_NOW_BUTTON(0),
    FORGOTTEN(0),
    PRIVACY_ROLE(0);

    private final int arguments;

    PrivacyPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
