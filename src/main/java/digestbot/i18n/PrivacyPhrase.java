package digestbot.i18n;

/// The phrases about stored data, its export and its deletion.
public enum PrivacyPhrase implements Phrase {
    PRIVACY_TITLE,
    PRIVACY_PERSON,
    PRIVACY_CHAT,
    PRIVACY_WORDS,
    PRIVACY_SENT,
    PRIVACY_OPENED,
    PRIVACY_COUNTED,
    PRIVACY_MISTAKES,
    /// {0} the number of days.
    PRIVACY_VOTES,
    PRIVACY_SITE,
    /// {0} the number of days.
    PRIVACY_SILENT,
    PRIVACY_FOR_EVER,
    PRIVACY_FORGET,
    PRIVACY_COPIES,
    /// {0} the number of days.
    PRIVACY_BACKUPS,
    EXPORT_BUTTON,
    EXPORT_PERSON,
    EXPORT_PENDING,
    EXPORT_CHAT,
    FORGET_BUTTON,
    FORGET_PERSON,
    FORGET_CHAT,
    FORGET_NOW_BUTTON,
    FORGOTTEN,
    PRIVACY_ROLE
}
