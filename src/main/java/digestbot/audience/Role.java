package digestbot.audience;

/// A role that an owner of the bot can give to a person.
public enum Role implements StoredEnum {
    /// May send broadcasts, and do everything that editors may.
    ADMIN,
    EDITOR
}
