package digestbot.audience;

public enum Layout implements StoredEnum {
    /// One after the other, each under its name.
    STACKED,
    /// Points that are about the same together, the others after them.
    SIDE_BY_SIDE
}
