package digestbot.audience;

/// The length of each perspective that a subscriber wants to read.
public enum Length implements StoredEnum {
    /// The highlights alone.
    HEADLINES,
    /// The first two points of each perspective, and the number of further points.
    SHORT,
    FULL
}
