package digestbot.audience;

public enum Layout implements StoredEnum {
    /// One after the other, each under its name.
    STACKED,
    /// The first two side by side, the others after them.
    SIDE_BY_SIDE
}
