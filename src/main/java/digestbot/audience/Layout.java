package digestbot.audience;

public enum Layout implements StoredEnum {
    /// The perspectives one after the other, each under its name.
    STACKED,
    /// Related points side by side, followed by the others.
    SIDE_BY_SIDE
}
